/** Ways in which a text can be no answer, made for a question. */
import type { Asked } from './questions';

const offTopic = [
  'Bring a large pot of salted water to a boil, stir in the pasta and cook it until al dente. Drain it, keep a cup of the water, and toss it with tomatoes, basil, garlic and grated cheese at the table.',
  'The Danube rises in the Black Forest and flows through ten countries before it reaches the Black Sea. Vienna, Bratislava, Budapest and Belgrade lie on its banks, and barges carry grain, gravel and ore along most of its length.',
  'Prune roses in late winter, before the buds swell. Cut dead and crossing canes away, shorten the rest by a third just above an outward bud, and feed the bushes with compost as soon as the soil warms.',
];

const emptyHanded = [
  'Great question! There are many ways to look at this. It depends on your needs, and you should consider all factors carefully before you decide. I hope this helps! Let me know if you have any other questions.',
  'That is an interesting topic, and there is a lot that one could say about it. In general, the best approach depends on the situation, so it is important to understand the details before you make any decision.',
  'I would need more information to answer this. Please provide more details about what you want, and I will be happy to help you further.',
];

const foreign = [
  'Das ist eine gute Frage. Man muss hier auf mehrere Dinge achten, und am Ende kommt es immer darauf an, was man mit dem Ergebnis machen will und wie viel Zeit man dafür hat.',
  "C'est une bonne question. Il faut d'abord regarder ce que vous voulez faire avec le résultat, et ensuite choisir la méthode qui est la plus simple pour vous et pour votre équipe.",
  'Es una buena pregunta. Primero hay que mirar lo que se quiere hacer con el resultado, y después elegir el método que sea más sencillo para el equipo, pero también para los usuarios.',
];

const boilerplate = [
  "I'm sorry, but as an AI language model I cannot help with that.",
  'As an AI, I do not have access to this. Please consult a professional or the official documentation.',
  'The answer is '.repeat(40),
];

const cuts = [0.3, 0.45, 0.6, 0.75];

/** Name and text of every way that fits the question. */
export function badAnswers({ kind, question, good }: Asked): [name: string, text: string][] {
  const named = (name: string, texts: readonly string[]) =>
    texts.map((text, at): [string, string] => [`${name} ${at + 1}`, text]);
  return [
    ...named('off topic', offTopic),
    ...named('empty-handed', emptyHanded),
    ...named('the question', [
      question,
      `> ${question}`,
      `You asked: ${question}\n\nThat is a good question.`,
    ]),
    ...named('another language', foreign),
    ...named('boilerplate', boilerplate),
    ...(kind === 'open'
      ? named(
          'cut off',
          cuts.map((share) => cutAt(good, share)),
        )
      : []),
  ];
}

/** The first part of a text, which ends within a word. */
function cutAt(text: string, share: number): string {
  let at = Math.floor(text.length * share);
  while (!/^[a-z]{3}/.test(text.slice(at - 2, at + 1))) at += 1;
  return text.slice(0, at);
}

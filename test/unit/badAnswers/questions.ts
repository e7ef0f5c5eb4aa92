/** Questions as developers ask them, each with a good answer. */
export interface Asked {
  readonly kind: 'short' | 'program' | 'open';
  readonly question: string;
  readonly good: string;
}

const fence = '```';

export const questions: readonly Asked[] = [
  { kind: 'short', question: 'What is the default port of PostgreSQL?', good: '5432' },
  {
    kind: 'short',
    question: 'How many bits does an IPv6 address have?',
    good: 'An IPv6 address has eight groups of 16 bits. The answer is 128.',
  },
  {
    kind: 'short',
    question: 'A build takes 40 minutes and gets 15 percent faster. How many minutes does it take now?',
    good: '15 percent of 40 is 6, and 40 - 6 = 34. The answer is 34.',
  },
  {
    kind: 'short',
    question: 'Which HTTP status code says that a client sends too many requests?\n(A) 418\n(B) 429\n(C) 503',
    good: 'The answer is (B).',
  },
  {
    kind: 'program',
    question:
      'Write a TypeScript function `chunk<T>(items: T[], size: number): T[][]` that splits an array into chunks of a given size.',
    good: `${fence}ts\nexport function chunk<T>(items: T[], size: number): T[][] {\n  const out: T[][] = [];\n  for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size));\n  return out;\n}\n${fence}`,
  },
  {
    kind: 'program',
    question:
      'Write a Python function `count_vowels(text)` that counts the vowels of a text, upper case included.',
    good: `${fence}python\ndef count_vowels(text):\n    return sum(letter in "aeiou" for letter in text.lower())\n${fence}`,
  },
  {
    kind: 'program',
    question: 'Implement `debounce(fn, ms)` in JavaScript, so that fn runs once the calls have stopped.',
    good: `${fence}js\nexport function debounce(fn, ms) {\n  let timer;\n  return (...args) => {\n    clearTimeout(timer);\n    timer = setTimeout(() => fn(...args), ms);\n  };\n}\n${fence}`,
  },
  {
    kind: 'open',
    question:
      'Explain how garbage collection works in V8 and when I should care about it in a Node.js service.',
    good: `V8 has a generational garbage collector.\n\n- **Young generation**: new objects are allocated in a small space. When it fills, what is alive is copied to the other half, which takes about a millisecond and happens often.\n- **Old generation**: what survived twice is promoted. It is marked, mostly beside the program, then swept, and compacted where it is fragmented.\n\nIn a Node.js service you should care when the heap grows steadily (an unbounded cache, listeners that are never removed), when the latency of the event loop has spikes (run with \`--trace-gc\` and allocate less in hot paths), or when the container's memory is nearly used up: set \`--max-old-space-size\`. Otherwise leave it alone, since most services wait for I/O.`,
  },
  {
    kind: 'open',
    question:
      'Compare optimistic and pessimistic locking for an order service with a relational database. When would you use which?',
    good: `Optimistic locking assumes that conflicts are rare: every row has a version, and an update that finds another version changes nothing, so the request is retried or refused. Pessimistic locking takes the row first, with \`SELECT … FOR UPDATE\` in a transaction, and others wait.\n\nFor an order service, use optimistic locking where people edit an order, since they think for minutes and no lock should be held that long. Use pessimistic locking for reserving the last items of stock, where many requests want the same row at once; keep that transaction short and lock rows in a fixed order, so that no deadlock arises.`,
  },
  {
    kind: 'open',
    question:
      'Why does adding an index to a PostgreSQL table make inserts slower, and how do I find indexes nobody uses?',
    good: `Every insert has to add an entry to each index as well, which means finding the place in a B-tree, writing to the log, and sometimes splitting a page. Updates that touch an indexed column lose the shortcut of heap-only tuples, too.\n\nTo find indexes that nobody uses, look at \`pg_stat_user_indexes\`: rows with \`idx_scan = 0\` since the statistics were last reset have not been read. Leave out those that enforce a constraint, look at replicas as well, since they count for themselves, and drop what is left with \`DROP INDEX CONCURRENTLY\`.`,
  },
  {
    kind: 'open',
    question: 'What does the React hook useEffect do, and what goes wrong if I leave out a dependency?',
    good: `\`useEffect\` runs a function after React has committed a render to the page, to synchronise a component with something outside: a subscription, a timer, a request. What it returns is the cleanup, which runs before the next run and when the component goes away.\n\nThe dependency list says which values the effect reads. If you leave one out, the effect keeps the closure of an earlier render: it goes on with a stale prop or state, a subscription stays on the old id, a timer counts from the old value. The lint rule \`exhaustive-deps\` finds it; if a dependency changes too often, move the function into the effect or wrap it in \`useCallback\`.`,
  },
  {
    kind: 'open',
    question:
      'Explain the difference between a process and a thread, and what that means for Python programs.',
    good: `A process has its own address space; threads of a process share it. So threads are cheap to start and talk through memory, but need locks, and one that crashes takes the others along. Processes are isolated, cost more to start and talk through pipes or shared memory that is set up for it.\n\nIn CPython one lock lets only one thread run bytecode at a time. Threads help Python programs that wait for the network or a disk; for work on the processor use \`multiprocessing\` or a process pool, or libraries such as NumPy that let go of the lock while they compute.`,
  },
];

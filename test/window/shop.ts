/** A small shop with a fault, and what a model says about it: texts as models write them, with prose around the code. */
import type { ChatTurn } from '../support/simulated/model';

const head = `/** What somebody wants to buy. */
export class Cart {
  items = [];

  add(name, cents, count = 1) {
    this.items.push({ name, cents, count });
  }

`;

const total = `  /** The sum of all items, in cents. */
  totalCents() {
    let total = 0;
    for (const item of this.items) total += item.cents;
    return total;
  }
`;

const fixed = total.replace('item.cents;', 'item.cents * item.count;');

const priceTag = `/** An amount as a price tag has it. */
export function priceTag(cents) {
  return \`€ \${(cents / 100).toFixed(2)}\`;
}
`;

export const cart = `${head}${total}}\n\n${priceTag}`;

export const cartTest = `import assert from 'node:assert/strict';
import { Cart, priceTag } from './cart.js';

const cart = new Cart();
cart.add('apple', 50, 3);
cart.add('pear', 70);
assert.equal(cart.totalCents(), 220);
assert.equal(priceTag(cart.totalCents()), '€ 2.20');
`;

/** What is left of the cart, and the new file beside it. */
export const split = {
  left: `export { priceTag } from './priceTag.js';\n\n${head}${fixed}}\n`,
  made: priceTag,
};

const even = `A number is even when dividing it by two leaves nothing:

\`\`\`js
const isEven = (count) => count % 2 === 0;
\`\`\`

The remainder operator \`%\` also works for negative numbers here, since \`-4 % 2\` is \`-0\`, which equals \`0\`. For a \`BigInt\`, write \`count % 2n === 0n\`.
`;

const correction = `The test adds three apples at 50 cents and one pear at 70, and expects 220 cents. \`totalCents\` adds each item's price **once**, whatever its \`count\` is, so it comes to 120.

Multiply the price by the count:

\`\`\`js src/cart.js
${fixed}\`\`\`

The test is right and stays as it is.
`;

const parted = `\`priceTag\` knows nothing of the cart, so it can stand by itself. The cart exports it again, so that whoever imports it from there need not change.

\`\`\`js src/priceTag.js
${split.made}\`\`\`

\`\`\`js src/cart.js
${split.left}\`\`\`
`;

const message = `\`\`\`
Count every piece in the total of a cart

The price of an item was added once, however many there were. The price tag
has a file of its own now.
\`\`\`
`;

/** What a model says, by what it is asked last. */
export function replyTo(turns: readonly ChatTurn[]): string {
  const asked = turns.at(-1)?.content ?? '';
  if (asked.includes('Write the message of the commit')) return message;
  if (asked.includes('Move priceTag')) return parted;
  if (asked.includes('Find out why')) return correction;
  return even;
}

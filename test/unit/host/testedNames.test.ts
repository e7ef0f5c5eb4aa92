import { describe, expect, it } from 'vitest';
import { specifiersIn, testedName } from '../../../src/host/tasks/testedNames';

describe('what a file of tests is about', () => {
  it.each([
    ['cart.test.ts', 'cart.ts'],
    ['cart.spec.jsx', 'cart.jsx'],
    ['cart_test.go', 'cart.go'],
    ['test_cart.py', 'cart.py'],
    ['cart_spec.rb', 'cart.rb'],
    ['CartTest.java', 'Cart.java'],
    ['CartTests.cs', 'Cart.cs'],
  ])('is told by its name: %s', (name, tested) => {
    expect(testedName(name)).toBe(tested);
  });

  it.each(['cart.ts', 'test.ts', 'Test.java', '.test', 'latest.ts'])('is not told by %s', (name) => {
    expect(testedName(name)).toBeUndefined();
  });

  it('is what it imports from beside it, once each', () => {
    const text = [
      "import { Cart } from './cart.js';",
      "import { Cart as Same } from './cart.js';",
      'const { tax } = require("../tax");',
      "import assert from 'node:assert';",
      'from shop.cart import Cart',
      'from .tax import tax',
    ].join('\n');
    expect(specifiersIn(text)).toEqual(['./cart.js', '../tax', './shop/cart.py', './tax.py']);
  });
});

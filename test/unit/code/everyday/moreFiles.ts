/** Files of more languages that everyday answers change. */

export const cpp = `#include "cart.h"
#include <vector>

namespace shop {

int Cart::total() const {
  int sum = 0;
  for (const auto& item : items_) sum += item.cents;
  return sum;
}

void Cart::add(Item item) {
  items_.push_back(item);
}

}  // namespace shop
`;

export const c = `#include <stdio.h>
#define MAX 10

static int count = 0;

int add(int a, int b)
{
    return a + b;
}

int main(void)
{
    printf("%d\\n", add(1, 2));
    return 0;
}
`;

export const cs = `using System;
using System.Collections.Generic;

namespace Shop;

public class Cart
{
    private readonly List<Item> _items = new();

    public int Count => _items.Count;

    public void Add(Item item)
    {
        _items.Add(item);
    }

    public decimal Total { get; private set; }
}
`;

export const kt = `package shop

data class Item(val sku: String, val cents: Int)

class Cart {
    private val items = mutableListOf<Item>()

    fun add(item: Item) {
        items.add(item)
    }

    fun total(): Int = items.sumOf { it.cents }
}
`;

export const php = `<?php

namespace Shop;

class Cart
{
    private array $items = [];

    public function add(Item $item): void
    {
        $this->items[] = $item;
    }

    public function total(): int
    {
        return array_sum(array_map(fn ($i) => $i->cents, $this->items));
    }
}
`;

export const rb = `class Cart
  def initialize
    @items = []
  end

  def total
    @items.sum(&:cents)
  end
end
`;

export const html = `<!doctype html>
<html>
  <head>
    <title>Shop</title>
  </head>
  <body>
    <h1>Shop</h1>
    <script src="a.js"></script>
  </body>
</html>
`;

export const js = `const express = require('express');
const app = express();

app.use(express.json());

app.get('/items', (req, res) => {
  res.json([]);
});

app.post('/items', (req, res) => {
  res.status(201).end();
});

app.listen(3000);

module.exports = app;
`;

export const test = `import { describe, it, expect } from 'vitest';
import { Cart } from './cart';

describe('Cart', () => {
  it('adds', () => {
    const cart = new Cart();
    cart.add({ sku: 'a' });
    expect(cart.size).toBe(1);
  });

  it('removes', () => {
    const cart = new Cart();
    cart.remove('a');
    expect(cart.size).toBe(0);
  });
});
`;

export const ci = `name: ci
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm test
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: npm run lint
`;

export const sql = `create table users (id int);

create view active as select * from users;
`;

export const reducer = `import { initial } from './initial';

type Action = { type: 'add' } | { type: 'clear' };

export function reducer(state: number, action: Action): number {
  switch (action.type) {
    case 'add':
      return state + 1;
    case 'clear':
      return 0;
    default:
      return state;
  }
}

export const handlers = {
  onAdd() {
    return 1;
  },
  onClear: () => 0,
};

export default class Store {
  static instance?: Store;
  #state = initial;

  async load(url: string): Promise<void> {
    const response = await fetch(url);
    this.#state = await response.json();
  }

  private helper = () => {
    return this.#state;
  };
}
`;

export const over = `export function parse(text: string): number;
export function parse(text: string, radix: number): number;
export function parse(text: string, radix = 10): number {
  return parseInt(text, radix);
}

export function other(): void {}
`;

export const pyf = `import os
from flask import Flask, jsonify

app = Flask(__name__)
CONFIG = {
    "debug": True,
    "port": 5000,
}


@app.route("/items")
def items():
    return jsonify([])


@app.route("/health")
def health():
    return "ok"


class Base:
    def run(self):
        return 1


class Derived(Base):
    def run(self):
        return 2

    @staticmethod
    def make():
        return Derived()

    async def later(self):
        """Waits.

        Long.
        """
        return 3
`;

export const shopGo = `package shop

import "fmt"

const Max = 10

var (
	a = 1
	b = 2
)

type Cart struct {
	items []string
}

func (c *Cart) String() string {
	return fmt.Sprint(c.items)
}

func New() *Cart { return &Cart{} }
`;

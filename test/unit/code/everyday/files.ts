/** Files that everyday answers change. */

export const cart = `import { applyDiscount, type Discount } from './discount';
import { log } from './log';

export interface CartItem {
  readonly sku: string;
  readonly quantity: number;
  readonly cents: number;
}

const LIMIT = 100;

/** Keeps what a customer wants. */
export class Cart {
  private items: CartItem[] = [];
  private discounts: Discount[] = [];

  constructor(private readonly limit = LIMIT) {}

  add(item: CartItem): void {
    this.items.push(item);
  }

  remove(sku: string): void {
    this.items = this.items.filter((item) => item.sku !== sku);
  }

  get size(): number {
    return this.items.length;
  }

  /** In cents. */
  totalCents(): number {
    let total = 0; // cents
    for (const item of this.items) {
      total += item.quantity * item.cents;
    }
    for (const discount of this.discounts) {
      total = applyDiscount(total, discount);
    }
    return total;
  }
}

export function emptyCart(): Cart {
  return new Cart();
}
`;

export const py = `"""Orders."""
from __future__ import annotations

import json
from dataclasses import dataclass

RETRIES = 3


@dataclass
class Order:
    id: int
    lines: list[str]

    @property
    def size(self) -> int:
        return len(self.lines)

    def total(self, prices):
        result = 0
        for line in self.lines:
            result += prices[line]
        return result


class Store:
    def __init__(self, path):
        self.path = path
        self.orders = []

    def load(self):
        with open(self.path) as f:
            self.orders = json.load(f)

    def save(self):
        with open(self.path, "w") as f:
            json.dump(self.orders, f)


def main():
    store = Store("orders.json")
    store.load()
    print(len(store.orders))


if __name__ == "__main__":
    main()
`;

export const go = `package main

import (
	"encoding/json"
	"net/http"
)

type Server struct {
	addr  string
	store *Store
}

type Store struct {
	items map[string]int
}

func NewServer(addr string) *Server {
	return &Server{addr: addr}
}

func (s *Server) Get(w http.ResponseWriter, r *http.Request) {
	json.NewEncoder(w).Encode(s.store.items)
}

func (s *Store) Get(key string) int {
	return s.items[key]
}

func (s *Store) Put(key string, value int) {
	s.items[key] = value
}
`;

export const rs = `use std::collections::HashMap;

#[derive(Debug, Clone)]
pub struct Counter {
    counts: HashMap<String, u32>,
}

impl Counter {
    pub fn new() -> Self {
        Counter { counts: HashMap::new() }
    }

    pub fn add(&mut self, word: &str) {
        *self.counts.entry(word.to_string()).or_insert(0) += 1;
    }
}

impl Default for Counter {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds() {
        let mut c = Counter::new();
        c.add("a");
        assert_eq!(c.counts["a"], 1);
    }
}
`;

export const tsx = `import React, { useState } from 'react';
import './Counter.css';

interface Props {
  start: number;
}

export const Counter: React.FC<Props> = ({ start }) => {
  const [count, setCount] = useState(start);
  const increment = () => setCount(count + 1);

  return (
    <div className="counter">
      <span>{count}</span>
      <button onClick={increment}>+</button>
    </div>
  );
};

export default function Page() {
  return (
    <main>
      <Counter start={0} />
    </main>
  );
}
`;

export const css = `:root {
  --gap: 8px;
}

.button {
  color: red;
  padding: var(--gap);
}

.button:hover {
  color: blue;
}

@media (max-width: 600px) {
  .button {
    padding: 2px;
  }
}
`;

export const json = `{
  "name": "shop",
  "version": "1.0.0",
  "scripts": {
    "build": "tsc",
    "test": "vitest run"
  },
  "dependencies": {
    "express": "^4.18.0"
  }
}
`;

export const yaml = `services:
  web:
    image: nginx
    ports:
      - "80:80"
  db:
    image: postgres
    environment:
      POSTGRES_PASSWORD: secret
volumes:
  data:
`;

export const md = `# Shop

A small shop.

## Install

Run \`npm install\`.

## Use

Run \`npm start\`.

## Licence

MIT
`;

export const vue = `<template>
  <button @click="increment">{{ count }}</button>
</template>

<script setup lang="ts">
import { ref } from 'vue';

const count = ref(0);
function increment() {
  count.value++;
}
</script>

<style scoped>
button {
  color: red;
}
</style>
`;

export const java = `package shop;

import java.util.ArrayList;
import java.util.List;

public class Cart {
    private final List<Item> items = new ArrayList<>();

    public void add(Item item) {
        items.add(item);
    }

    public void add(Item item, int count) {
        for (int i = 0; i < count; i++) {
            items.add(item);
        }
    }

    @Override
    public String toString() {
        return "Cart" + items;
    }
}
`;

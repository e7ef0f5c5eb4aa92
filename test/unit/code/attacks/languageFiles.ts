/** Files of languages that everyday answers change more seldom. */

export const ruby = `module Shop
  class Cart
    def initialize
      @items = []
    end

    def total
      @items.sum(&:cents)
    end
  end

  class Order
    def total
      cart.total + tax
    end
  end
end
`;

export const shell = `#!/usr/bin/env bash
set -euo pipefail

NAME=shop

build() {
  npm run build
}

function deploy {
  build
  scp -r dist "$1"
}

deploy "$@"
`;

export const sql = `CREATE TABLE users (
  id INT PRIMARY KEY,
  name TEXT
);

CREATE TABLE orders (
  id INT PRIMARY KEY,
  user_id INT REFERENCES users (id)
);

CREATE OR REPLACE FUNCTION total(user_id INT) RETURNS INT AS $$
BEGIN
  RETURN 1;
END;
$$ LANGUAGE plpgsql;
`;

export const lua = `local M = {}

function M.add(a, b)
  return a + b
end

local function sub(a, b)
  return a - b
end

return M
`;

export const toml = `[package]
name = "shop"
version = "0.1.0"

[dependencies]
serde = "1"

[dev-dependencies]
rand = "0.8"
`;

export const docker = `FROM node:20
WORKDIR /app
COPY . .
RUN npm ci
CMD ["npm", "start"]
`;

export const make = `CC = gcc

all: main

main: main.c
	$(CC) -o main main.c

clean:
	rm -f main
`;

export const svelte = `<script lang="ts">
  let count = 0;

  function increment() {
    count += 1;
  }
</script>

<button on:click={increment}>{count}</button>

<style>
  button {
    color: red;
  }
</style>
`;

export const rust = `use std::fmt;

pub struct Cart {
    items: Vec<Item>,
}

impl Cart {
    pub fn new() -> Self {
        Self { items: vec![] }
    }
}

impl Cart {
    pub fn total(&self) -> u32 {
        self.items.iter().map(|i| i.cents).sum()
    }
}

impl fmt::Display for Cart {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "cart")
    }
}
`;

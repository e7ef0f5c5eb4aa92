/** Files that have several things of one name. */

export const formatter = `export class Formatter {
  private _digits = 2;

  format(value: number): string;
  format(value: Date): string;
  format(value: number | Date): string {
    return String(value);
  }

  get digits(): number {
    return this._digits;
  }

  set digits(value: number) {
    this._digits = value;
  }

  static from(text: string): Formatter {
    return new Formatter();
  }

  from(text: string): number {
    return Number(text);
  }
}
`;

export const status = `import { log } from './log';

export const Status = {
  open: 'open',
  closed: 'closed',
} as const;

export type Status = (typeof Status)[keyof typeof Status];

export function isOpen(status: Status): boolean {
  return status === Status.open;
}
`;

export const temperature = `import functools
from typing import overload


class Thermostat:
    def __init__(self):
        self._target = 20

    @property
    def target(self):
        """Degrees."""
        return self._target

    @target.setter
    def target(self, value):
        self._target = value

    @overload
    def read(self, room: str) -> float: ...

    @overload
    def read(self, room: int) -> float: ...

    def read(self, room):
        return 1.0


@functools.singledispatch
def show(value):
    return repr(value)


@show.register
def _(value: int):
    return str(value)


@show.register
def _(value: list):
    return ", ".join(value)
`;

export const platform = `import os
import sys

if sys.platform == "win32":
    def clear():
        os.system("cls")
else:
    def clear():
        os.system("clear")


def main():
    clear()
`;

export const api = `from fastapi import FastAPI

app = FastAPI()


@app.get("/items")
async def items():
    return []


@app.post("/items")
async def items(item: dict):
    return item


@app.delete(
    "/items",
    status_code=204,
)
async def remove(item_id: int):
    return None
`;

export const component = `import { Component } from '@angular/core';

@Component({
  selector: 'app-cart',
  template: '<p></p>',
})
export class CartComponent {
  total = 0;

  reset(): void {
    this.total = 0;
  }
}
`;

export const controller = `const db = require('./db');

exports.list = async (req, res) => {
  res.json(await db.all());
};

exports.create = async (req, res) => {
  res.json(await db.add(req.body));
};

Cart.prototype.total = function () {
  return 0;
};
`;

export const prototypes = `#include <stdio.h>

int add(int a, int b);
static void show(int value);

int add(int a, int b)
{
    return a + b;
}

static void show(int value)
{
    printf("%d", value);
}
`;

export const ifdef = `#include <stdlib.h>

#ifdef _WIN32
void clear(void)
{
    system("cls");
}
#else
void clear(void)
{
    system("clear");
}
#endif
`;

export const vector = `#include <vector>

class Row {
 public:
  int& at(int i) {
    return cells[i];
  }

  const int& at(int i) const {
    return cells[i];
  }

  int sum() const;

 private:
  std::vector<int> cells;
};

int Row::sum() const {
  return 0;
}
`;

export const bag = `using System.Collections;
using System.Collections.Generic;

public class Bag<T> : IEnumerable<T>
{
    private readonly List<T> _items = new();

    public Bag()
    {
    }

    public Bag(IEnumerable<T> items)
    {
        _items.AddRange(items);
    }

    public IEnumerator<T> GetEnumerator()
    {
        return _items.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator()
    {
        return GetEnumerator();
    }
}
`;

export const rooms = `export function Kitchen() {
  const handle = () => {
    open('kitchen');
  };
  return handle;
}

export function Cellar() {
  const handle = () => {
    open('cellar');
  };
  return handle;
}
`;

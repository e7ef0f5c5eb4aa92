/** The process that reads PDF documents, with honest ones and with others. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, root } from '../../scripts/setup.mjs';
import { mostPages } from '../../src/host/attachments/pdf/pdf';
import { mostPdfBytes, readDocument } from '../../src/host/attachments/pdf/pdfProcess';
import { imageTypeOf } from '../../src/der/prompt/images';
import { lockedDocument, packedDocument, pdfDocument } from '../support/pdfDocument';

const script = join(root, 'dist', 'pdf', 'main.js');
beforeAll(() => ensureBuilt(['pdf']));

const text = (bytes: Uint8Array, first = 1, last = mostPages) =>
  readDocument(script, 'spec.pdf', bytes, { pages: [first, last], as: 'text' });
const picture = (bytes: Uint8Array, page = 1) =>
  readDocument(script, 'spec.pdf', bytes, { pages: [page, page], as: 'picture' });

const red = '1 0 0 rg 0 421 595 421 re f';
const spec = pdfDocument(['Rounding (of cents)', 'is half to even.'], red, ['The end']);

describe('a PDF document', () => {
  it('is read page by page', async () => {
    expect(await text(spec)).toEqual({
      type: 'text',
      withText: 2,
      text: '[page 1]\nRounding (of cents)\nis half to even.\n\n[page 2]\n(no text on this page)\n\n[page 3]\nThe end',
    });
    expect(await text(spec, 3, 9)).toMatchObject({ text: '[page 3]\nThe end' });
  });

  it('is shown as a picture that services take', async () => {
    const found = await picture(spec, 2);
    const png = Buffer.from(found.type === 'picture' ? found.data : '', 'base64');
    expect(imageTypeOf(png)).toBe('image/png');
    const { width, height, data, channels } = decode(png);
    expect([width, height, channels]).toEqual([1108, 1568, 3]);
    const at = (row: number) => [...data.slice(row * width * 3, row * width * 3 + 3)];
    expect([at(10), at(height - 10)]).toEqual([
      [255, 0, 0],
      [255, 255, 255],
    ]);
  });

  it('that cannot be read says why, and what to do', async () => {
    await expect(text(pdfDocument(red))).rejects.toThrow(/pages are pictures.*@spec.pdf:1/);
    await expect(text(spec, 4)).rejects.toThrow('spec.pdf has no page 4, it has 3.');
    await expect(picture(spec, 4)).rejects.toThrow('has no page 4');
    await expect(text(lockedDocument())).rejects.toThrow('locked by a password');
    await expect(text(Buffer.alloc(mostPdfBytes + 1))).rejects.toThrow('larger than 50 MB');
    const long = Array.from({ length: 200 }, () => Array.from({ length: 40 }, () => 'x'.repeat(70)));
    await expect(text(pdfDocument(...long))).rejects.toThrow(
      /200 pages. Attach some of them, as @spec.pdf:1-20/,
    );
    expect(await text(pdfDocument(...long), 1, 20)).toMatchObject({ withText: 20 });
  });

  it('that is broken in any way ends in words', async () => {
    const broken = [
      Buffer.alloc(0),
      Buffer.from('<html>'),
      Buffer.from('%PDF-1.7\n'),
      Buffer.from(spec.toString('latin1').replace('/Kids [4 0 R', '/Kids [2 0 R'), 'latin1'),
      spec.subarray(0, spec.length / 2),
      Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(20_000)]),
    ];
    for (const bytes of broken) {
      const said = await text(bytes).catch((error: Error) => error.message);
      if (typeof said === 'string') expect(said).toMatch(/^spec\.pdf (could not be read|has no)/);
      else expect(said.type).toBe('text');
    }
  });

  it('that grows without end is given up', { timeout: 90_000 }, async () => {
    const said = await text(packedDocument(900_000_000)).catch((error: Error) => error.message);
    expect(said).toMatch(/^spec\.pdf (could not be read|has no text)/);
  });
});

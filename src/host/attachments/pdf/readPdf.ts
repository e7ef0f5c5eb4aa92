/** The text of a document's pages, or a picture of one, by PDFium in WebAssembly: what a file holds stays within it. */
import { PDFiumLibrary, type PDFiumDocument, type PDFiumPage } from '@hyzyla/pdfium';
import { mostPages, mostPictureBytes, mostText, type PdfRequest, type PdfResult } from './pdf';

/** Pixels of a picture's longer side: services make larger ones smaller before a model sees them. */
const longerSide = 1568;
/** Shorter than this nobody can read a page. */
const leastSide = 600;

/** @param wasm PDFium */
export async function readPdf(request: PdfRequest, wasm: Uint8Array<ArrayBuffer>): Promise<PdfResult> {
  const library = await PDFiumLibrary.init({ wasmBinary: wasm.buffer });
  let document: PDFiumDocument;
  try {
    document = await library.loadDocument(Buffer.from(request.pdf, 'base64'));
  } catch (error) {
    return { type: 'cannot', why: /password/i.test((error as Error).message) ? 'password' : 'broken' };
  }
  const pages = document.getPageCount();
  const [first, last] = request.pages;
  if (first > pages) return { type: 'cannot', why: 'noPage', pages };
  if (request.as === 'picture') return pictureOf(document.getPage(first - 1));
  return textOf(document, first, Math.min(last, pages));
}

function textOf(document: PDFiumDocument, first: number, last: number): PdfResult {
  if (last - first >= mostPages) return { type: 'cannot', why: 'tooLong', pages: document.getPageCount() };
  const parts: string[] = [];
  let [length, withText] = [0, 0];
  for (let number = first; number <= last; number++) {
    const text = readable(document.getPage(number - 1).getText());
    if (text !== '') withText += 1;
    const part = `[page ${number}]\n${text === '' ? '(no text on this page)' : text}`;
    if ((length += part.length) > mostText)
      return { type: 'cannot', why: 'tooLong', pages: document.getPageCount() };
    parts.push(part);
  }
  return { type: 'text', text: parts.join('\n\n'), withText };
}

/** A word that is parted at the end of a line has a sign of its own in PDFium's text. */
const partedWord = /[\u0002\ufffe](\r?\n)?/g;
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

function readable(text: string): string {
  return text.replace(partedWord, '').replaceAll('\r\n', '\n').replace(unprintable, '').trim();
}

/** Smaller until it is no more than may be sent. */
async function pictureOf(page: PDFiumPage): Promise<PdfResult> {
  const { encode } = await import('fast-png');
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const longer = Math.max(originalWidth, originalHeight);
  if (!(longer > 0)) return { type: 'cannot', why: 'broken' };
  for (let side = longerSide; side >= leastSide; side /= 1.3) {
    const scale = side / longer;
    const { width, height, data } = await page.render({
      scale,
      render: ({ data: raw }) => Promise.resolve(raw),
    });
    const png = encode({ width, height, channels: 3, data: withoutAlpha(data) });
    if (png.length <= mostPictureBytes) return { type: 'picture', data: Buffer.from(png).toString('base64') };
  }
  return { type: 'cannot', why: 'tooLarge' };
}

/** The page is painted on white already. */
function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!;
    rgb[to + 1] = rgba[from + 1]!;
    rgb[to + 2] = rgba[from + 2]!;
  }
  return rgb;
}

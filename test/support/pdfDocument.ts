/** PDF documents as small as they get. */
import { deflateSync } from 'node:zlib';

/** A page: its lines of text, or what is painted on it in PDF's own operators. */
export type PdfPage = readonly string[] | string;

/** A document of A4 pages, in Helvetica. */
export function pdfDocument(...pages: readonly PdfPage[]): Buffer {
  return fileOf(objectsOf(pages));
}

/** One that says it is locked. */
export function lockedDocument(): Buffer {
  const [secret, id] = ['<' + '41'.repeat(32) + '>', '<' + '42'.repeat(16) + '>'];
  const lock = `<< /Filter /Standard /V 1 /R 2 /O ${secret} /U ${secret} /P -4 >>`;
  return fileOf(objectsOf([['hidden']]), ` /Encrypt ${lock} /ID [${id} ${id}]`);
}

/** One whose only page has so many bytes of content, packed. */
export function packedDocument(bytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(bytes, ' 0 0 m')).toString('latin1');
  const stream = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`;
  return fileOf(objectsOf(['']).with(-1, stream));
}

function objectsOf(pages: readonly PdfPage[]): string[] {
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  return [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * index} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      streamOf(typeof page === 'string' ? page : written(page)),
    ]),
  ];
}

const written = (lines: readonly string[]): string =>
  `BT /F1 14 Tf 72 770 Td 18 TL ${lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join(' ')} ET`;

const streamOf = (content: string): string =>
  `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;

/** The objects, numbered from 1, with the table of where they are. */
function fileOf(objects: readonly string[], more = ''): Buffer {
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${more} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + table + trailer, 'latin1');
}

/** The process that reads PDF documents: an unknown file is not opened where the editor's extensions run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOne } from '../../../checks/oneRequest';
import type { PdfRequest } from './pdf';
import { readPdf } from './readPdf';

answerOne<PdfRequest & { readonly timeoutMs?: number }>(__filename, {
  resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64, stackSizeMb: 8 },
  timeoutMs: 30_000,
  answer: (request) => readPdf(request, new Uint8Array(readFileSync(join(__dirname, 'pdfium.wasm')))),
});

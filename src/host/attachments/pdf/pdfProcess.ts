/** Has a PDF document read in a process of its own that is trusted with nothing, and says in words what cannot be read. */
import { dirname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { z } from 'zod';
import { understood } from '../../../checks/child/schema';
import { oneAnswer } from '../../../checks/oneAnswer';
import { language } from '../../../language';
import { mostPictureBytes, mostText, type PdfRequest, type PdfResult } from './pdf';

/** What a large document takes on a slow machine. */
const timeoutMs = 30_000;
/** Of a document, in bytes. */
export const mostPdfBytes = 50_000_000;

const results: z.ZodType<PdfResult> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string().max(2 * mostText),
    withText: z.number().int().nonnegative(),
  }),
  z.object({ type: z.literal('picture'), data: z.base64().max(2 * mostPictureBytes) }),
  z.object({
    type: z.literal('cannot'),
    why: z.enum(['password', 'broken', 'noPage', 'tooLong', 'tooLarge']),
    pages: z.number().int().nonnegative().optional(),
  }),
]);

type Wanted = Omit<PdfRequest, 'pdf'>;
export type Found = Exclude<PdfResult, { type: 'cannot' }>;

/**
 * @param script `dist/pdf/main.js`
 * @param name of the document, for words about it
 * @throws Error that says why it cannot be read and what to do
 */
export async function readDocument(
  script: string,
  name: string,
  bytes: Uint8Array,
  wanted: Wanted,
): Promise<Found> {
  refuseTooLarge(name, bytes.length);
  const request = { ...wanted, pdf: Buffer.from(bytes).toString('base64'), timeoutMs };
  const place = {
    script,
    flags: [],
    permissions: ['--allow-worker', `--allow-fs-read=${join(dirname(script), '*')}`],
    mostLine: 4_000_000,
  };
  const found = await oneAnswer(place, request, {
    understood: (line) => understood(results, line),
    timeoutMs,
    signal: new AbortController().signal,
  });
  if (found === 'late') throw new Error(t('{0} could not be read in time. Attach fewer of its pages.', name));
  if (typeof found === 'string') throw new Error(t('{0} could not be read. It may be broken.', name));
  if (found.type === 'cannot') throw new Error(wordsFor(found, name, wanted));
  if (found.type === 'text' && found.withText === 0)
    throw new Error(
      t(
        '{0} has no text: its pages are pictures. Attach them one by one, as {1} for the first.',
        name,
        `@${name}:1`,
      ),
    );
  return found;
}

/** @throws Error where a document of so many bytes is not read */
export function refuseTooLarge(name: string, size: number): void {
  if (size > mostPdfBytes)
    throw new Error(t('{0} is larger than {1} MB. Attach a part of it.', name, mostPdfBytes / 1e6));
}

function wordsFor({ why, pages = 0 }: Extract<PdfResult, { type: 'cannot' }>, name: string, wanted: Wanted) {
  switch (why) {
    case 'password':
      return t('{0} is locked by a password. Attach a copy without one.', name);
    case 'broken':
      return t('{0} could not be read. It may be broken.', name);
    case 'noPage':
      return t('{0} has no page {1}, it has {2}.', name, wanted.pages[0], pages);
    case 'tooLarge':
      return t('A picture of this page of {0} is too large. Attach its text.', name);
    case 'tooLong':
      return t(
        '{0} has more than {1} characters on {2} pages. Attach some of them, as {3}.',
        name,
        mostText.toLocaleString(language),
        pages,
        `@${name}:1-20`,
      );
  }
}

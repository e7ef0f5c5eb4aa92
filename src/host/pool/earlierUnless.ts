/** A value that is being found anew, or the earlier one where that takes longer than somebody should wait. */
export async function earlierUnless<T>(renewed: Promise<T>, earlier: Promise<T>, waitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, waitMs);
  });
  try {
    return await Promise.race([renewed, waited.then(() => earlier)]);
  } finally {
    clearTimeout(timer);
  }
}

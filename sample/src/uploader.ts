/** Retries of one upload before it is given up. The wait doubles each time, starting at half a second. */
const maxRetries = 4;
const firstWaitMs = 500;

export async function upload(send: () => Promise<Response>): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const response = await send();
    if (response.ok || attempt === maxRetries) return response;
    await new Promise((done) => setTimeout(done, firstWaitMs * 2 ** attempt));
  }
}

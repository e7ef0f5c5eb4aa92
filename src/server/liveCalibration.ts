/** What is known of the experts while a server runs: what it or another one learns counts from the next question on. */
import { calibrationFrom } from '../der/estimate/outcomes';
import type { Calibration, Profiles } from '../der/estimate/profile';
import type { Encoder } from '../der/networks/encoder';
import type { Outcomes } from './store/store';

type Encodes = Pick<Encoder, 'encode'>;

/** Questions that are encoded once: twice what profiles are made from. */
const mostKept = 1000;
/** News that come together are read together, after so many milliseconds. */
const togetherMs = 100;

export class LiveCalibration {
  private encoder: Encodes | undefined;

  constructor(
    private readonly outcomes: Outcomes,
    private readonly tell: (line: string) => void,
  ) {}

  /** All that is known now. */
  async read(encoder: Encodes): Promise<Calibration> {
    this.encoder ??= remembering(encoder);
    return calibrationFrom(await this.outcomes.read(), this.encoder);
  }

  /** Keeps profiles up to date, for as long as the server runs. */
  follow(profiles: Profiles, encoder: Encodes): void {
    let isStale = false;
    let isReading = false;
    const renew = async (): Promise<void> => {
      if (isReading) return;
      isReading = true;
      while (isStale) {
        await new Promise((later) => setTimeout(later, togetherMs));
        isStale = false;
        await this.read(encoder).then(
          (calibration) => profiles.learn(calibration),
          (error: Error) => this.tell(`What was learned could not be read: ${error.message}`),
        );
      }
      isReading = false;
    };
    this.outcomes.onMore(() => {
      isStale = true;
      void renew();
    });
  }
}

/** The same encoder, which encodes a question once. */
function remembering(encoder: Encodes): Encodes {
  const known = new Map<string, ReturnType<Encodes['encode']>>();
  return {
    encode: (text) => {
      const encoded = known.get(text) ?? encoder.encode(text);
      known.delete(text);
      known.set(text, encoded);
      const [oldest] = known.keys();
      if (known.size > mostKept && oldest !== undefined) known.delete(oldest);
      return encoded;
    },
  };
}

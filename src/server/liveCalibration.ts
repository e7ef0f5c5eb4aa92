/** What is known of the experts while a server runs: what it or another one learns counts from the next question on. */
import { calibrationFrom } from '../der/estimate/learnedCalibration';
import type { Calibration, Profiles } from '../der/estimate/profile';
import { remembering, type Encodes } from '../der/networks/rememberingEncoder';
import type { Outcomes } from './store/store';

/** News that come together are read together, after so many milliseconds. */
const togetherMs = 100;

export class LiveCalibration {
  private encoder: Encodes | undefined;

  constructor(
    private readonly outcomes: Outcomes,
    private readonly warn: (line: string) => void,
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
          (error: Error) => this.warn(`What was learned could not be read: ${error.message}`),
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

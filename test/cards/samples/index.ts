import { alertSamples } from './alerts.ts';
import { answerSamples } from './answers.ts';
import { campaignSamples } from './campaigns.ts';
import { policySamples } from './policies.ts';
import { quarantineSamples } from './quarantine.ts';
import type { CardSample } from './sample.ts';
import { ticketSamples } from './tickets.ts';

/** Every card with typical, empty and worst data. A new card is tested everywhere once its samples are listed here. */
export const cardSamples: CardSample[] = [
  ...quarantineSamples,
  ...answerSamples,
  ...policySamples,
  ...campaignSamples,
  ...ticketSamples,
  ...alertSamples,
];

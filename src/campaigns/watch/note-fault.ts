import { changeCampaigns, saveWatchState, watchState } from '../../store/campaigns.ts';
import type { Database } from '../../store/database.ts';
import type { OnFacts } from './keep-poll.ts';
import { sightFacts, stateAfterFault } from './sight.ts';
import { type Tempo, usualTempo } from './tempo.ts';

/**
 * Keeps that a poll failed by a fault of ours, so that after some of them the watch calls itself blind. Where telling it is what
 * fails, it is at least kept for whoever asks how the watch fares. Rejects when the database is away.
 */
export async function noteFault(
  watch: { database: Database; tenantId: string; onFacts: OnFacts; tempo?: Tempo },
  now: Date,
): Promise<void> {
  const { database, tenantId, onFacts, tempo = usualTempo } = watch;
  const keep = (tell: boolean) =>
    changeCampaigns(database, tenantId, async (t) => {
      const { state, polledAt } = await watchState(t);
      const after = stateAfterFault(state, now, tempo);
      await saveWatchState(t, tenantId, after, polledAt);
      const facts = sightFacts(tenantId, state, after, now);
      if (tell && facts.length > 0) await onFacts(t, facts);
    });
  try {
    await keep(true);
  } catch {
    await keep(false);
  }
}

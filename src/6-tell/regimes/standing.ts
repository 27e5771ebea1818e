/** How a report that was sent stands. `returned` and `replaced` are over: another version may come. */
export const sendingStates = ['sent', 'received', 'returned', 'accepted', 'replaced'] as const
export type SendingState = (typeof sendingStates)[number]

/** Whether a report lies with those above: sent, received or accepted, and not withdrawn since. */
export const isThere = ({ state, frozenState }: { state: SendingState; frozenState: string }): boolean =>
  state !== 'returned' && state !== 'replaced' && frozenState !== 'withdrawn'

/** How a report that is owed stands. */
export type Standing = 'owed' | 'begun' | 'frozen' | 'issued' | 'returned' | 'sent'

/** A report that was begun for what is owed: its state, and how its last version stands that was sent under a regime. */
export type Begun = {
  state: string
  sent: string | null
  frozenState: string | null
  regimeId: string | null
}

/** What each state of a report says; a withdrawn one is owed anew. */
const byState: Record<string, Standing> = { draft: 'begun', frozen: 'frozen', issued: 'issued' }

/** How a unit stands with what it owes under a regime. `begun` are the rows of one report, one for each regime it was sent under. */
export function standingOf(begun: readonly Begun[], regimeId: string): Standing {
  const sending = begun.find((one) => one.regimeId === regimeId)
  const sent = sending?.sent
  if (sent && isThere({ state: sent as SendingState, frozenState: sending.frozenState ?? '' })) return 'sent'
  if (sent === 'returned') return 'returned'
  return byState[begun[0]?.state ?? ''] ?? 'owed'
}

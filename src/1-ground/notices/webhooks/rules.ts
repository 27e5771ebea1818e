/** All kinds of events that other systems are told of. A kind `test.sent` goes to one webhook alone. */
export const eventKinds = [
  'task.state_changed',
  'document.registered',
  'document.corrected',
  'plan.written',
  'plan.issued',
  'plan.closed',
  'target.set',
  'target.changed',
  'session.planned',
  'session.changed',
  'session.counted',
  'session.held',
  'session.cancelled',
  'pledge.made',
  'pledge.outcome_told',
  'pledge.confirmed',
  'pledge.withdrawn',
  'activity.recorded',
  'activity.corrected',
  'activity.accepted',
  'activity.returned',
  'activity.rejected',
  'activity.reopened',
  'report.frozen',
  'report.returned',
  'report.issued',
  'report.sent',
  'report.judged',
  'report.withdrawn',
  'report.published',
  'root.signed',
] as const
export type EventKind = (typeof eventKinds)[number]

/** What the page offers: everything, or all that begins so. */
export const offeredKinds = ['*', ...new Set(eventKinds.map((kind) => `${kind.split('.')[0]}.*`))]

/** After so many deliveries in a row that nobody took, a webhook is stopped and its administrator told. */
export const mostFailures = 5

/** What is tried again: a line that fails, a server in trouble, one that asks for patience. The rest is an answer. */
export const isTaken = (status: number): boolean => status >= 200 && status < 300

/** The receiver says that it wants nothing any more. */
export const isGone = (status: number): boolean => status === 410

/** What goes over the line of an event: the same bytes in every attempt. */
export const payloadOf = (event: {
  kind: string
  at: Date
  unit: { id: string; code: string | null; name: string }
  data: unknown
}): string =>
  JSON.stringify({ type: event.kind, timestamp: event.at.toISOString(), unit: event.unit, data: event.data })

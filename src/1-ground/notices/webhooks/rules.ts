/** Kinds of events that other systems can ask for, as the page offers them. A kind `test.sent` goes to one webhook alone. */
export const offeredKinds = [
  '*',
  'task.*',
  'document.*',
  'plan.*',
  'target.*',
  'session.*',
  'pledge.*',
  'root.*',
] as const

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

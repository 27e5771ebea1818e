/** The door of gatherings: study sessions, who was called, who came, and by which way that is known. */

export { loadSession, type SessionRow } from './load-sessions.ts'
export { gatherings } from './module.ts'

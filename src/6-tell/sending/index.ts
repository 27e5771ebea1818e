/** The door of sending: what goes up and comes down of reports, and leaves for other programs. */

export { sending } from './module.ts'

import { pino } from 'pino'

/**
 * The log: one JSON line an event, on standard error. Passwords, tokens and cookies never reach it, because nothing
 * logs a request's body or headers.
 */
export const openLog = (level: string) =>
  pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))

/** The door of notices: what people have to be told, raised where it happens and delivered by jobs. */
export type { CalendarEntry, CalendarSource } from './calendar/sources.ts'
export { notices } from './module.ts'
export type { MorningRun } from './mornings/every-morning.ts'
export { openNotices } from './open-notices.ts'
export { type NewNotice, raiseNotices } from './raise-notices.ts'
export { countUnread } from './read.ts'
export { hasMail, sendMail } from './ways/mail.ts'
export { emitEvent, emitEvents, type NewEvent } from './webhooks/emit-event.ts'

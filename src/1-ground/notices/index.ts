/** The door of notices: what people have to be told, raised where it happens and delivered by jobs. */
export { calendarFeed, noticePages, webhookPages } from './pages/index.tsx'
export { type NewNotice, raiseNotices } from './raise-notices.ts'

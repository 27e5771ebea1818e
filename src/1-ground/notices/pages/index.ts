import { Hono } from 'hono'
import type { Env } from '#platform/web'
import { feedPages } from './feed-pages.tsx'
import { inboxPages } from './inbox-pages.tsx'
import { jobPages } from './job-pages.tsx'
import { waysPages } from './ways-pages.tsx'

export { calendarFeed } from './feed-pages.tsx'
export { webhookPages } from './webhook-pages.tsx'

/** What a person is told and how, and what the system does by itself. */
export const noticePages = new Hono<Env>()
for (const pages of [waysPages, feedPages, inboxPages, jobPages]) noticePages.route('/', pages)

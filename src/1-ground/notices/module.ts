import { defineModule } from '#platform/module'
import { noticesApi } from './api.ts'
import { mornings } from './mornings/run-mornings.ts'
import { calendarFeed, noticePages, webhookPages } from './pages/index.ts'
import { permissions } from './permissions.ts'
import { retryInTheMorning, spreading } from './spread-notices.ts'
import { unreadCount } from './store.ts'
import { digesting, mailing, sendDigests } from './ways/mail-notice.ts'
import { pushing } from './ways/push-notice.ts'
import { webhooksApi } from './webhooks/api.ts'
import { delivering } from './webhooks/deliver-event.ts'
import { spreadingEvents } from './webhooks/emit-event.ts'
import { forgetEvents } from './webhooks/store.ts'

type Own = typeof permissions
declare module '#platform/module' {
  interface Actions extends Own {}
}

export const notices = defineModule({
  name: 'notices',
  schemas: ['notices'],
  permissions,
  waiting: [{ at: 'notices', action: 'notice.read', count: unreadCount }],
  places: [
    { key: 'notices', group: 'own', at: '/thong-bao', action: 'notice.read', rank: 80 },
    { key: 'webhooks', group: 'manage', at: '/ket-noi', action: 'webhook.manage', rank: 270 },
    { key: 'jobs', group: 'manage', at: '/quan-ly/viec-nen', action: 'job.watch', rank: 280 },
  ],
  openPages: [calendarFeed],
  pages: [noticePages, webhookPages],
  api: [noticesApi, webhooksApi],
  mornings: {
    'notices.digest': sendDigests,
    'notices.unreached': retryInTheMorning,
    'webhooks.forget': forgetEvents,
  },
  jobs: [mornings, spreading, mailing, digesting, pushing, spreadingEvents, delivering],
})

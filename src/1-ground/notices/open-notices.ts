import { asSystemKeeping } from '#access'
import { openJobs, sendJob } from '#platform/jobs'
import { allowInside } from '#platform/outgoing'
import { mornings } from './mornings/run-mornings.ts'
import { spreading } from './spread-notices.ts'
import { closeMail, useMail } from './ways/mail.ts'
import { usePushContact } from './ways/push-notice.ts'
import { spreadingEvents } from './webhooks/emit-event.ts'

/** By which settings people and other systems are told. */
export type NoticeSettings = {
  databaseUrl: string
  /** The address at which people reach this system. */
  origin: string
  smtpUrl: string | undefined
  mailFrom: string | undefined
  isInsideAllowed: boolean
}

/**
 * Opens the jobs and begins to tell: first what commands have raised while nothing ran, and the mornings that were missed.
 * @returns how to end it
 */
export async function openNotices(
  settings: NoticeSettings,
  onFault: (fault: unknown, job?: string) => void,
): Promise<() => Promise<void>> {
  const { smtpUrl, mailFrom, origin } = settings
  allowInside(settings.isInsideAllowed)
  usePushContact(origin)
  useMail(smtpUrl && mailFrom ? { smtpUrl, from: mailFrom, origin } : undefined)
  const jobs = await openJobs(settings.databaseUrl, onFault)
  try {
    await asSystemKeeping(async (tx) => {
      for (const job of [spreading, spreadingEvents, mornings]) await sendJob(tx, job, {})
    })
  } catch (fault) {
    await jobs.close().catch(() => {})
    throw fault
  }
  return async () => {
    await jobs.close()
    await closeMail()
  }
}

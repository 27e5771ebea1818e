import type { Context } from 'hono'
import { takeStep } from '#papers'
import { button } from '#platform/forms/take'
import type { Env } from '#platform/web'
import { addressIn, reportSite, unitAt } from '#reports'
import { freezeAsDue } from '../amend-report.ts'

/** Freezes a report: with its gaps named, as an amendment where a version of it is in force. */
export const freeze = (c: Context<Env>) =>
  takeStep(c, reportSite, 'freeze', button, async () => {
    const { slug, ...asked } = addressIn(c)
    const unit = await unitAt(c.var.actor, slug)
    await freezeAsDue(c.var.actor, { unitId: unit.id, ...asked })
    return 'chot'
  })

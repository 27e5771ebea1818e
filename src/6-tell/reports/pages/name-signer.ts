import type { Context } from 'hono'
import { z } from 'zod'
import { takeStep } from '#papers'
import { button } from '#platform/forms/take'
import { inLanguage, t } from '#platform/i18n'
import type { Env } from '#platform/web'
import { nameSigner, takeOverSigning } from '../name-signer.ts'
import { addressIn } from './asked.ts'
import { reportSite } from './report-site.tsx'

const signerEntry = z.object({ person: z.guid('field_is_malformed') })

/** Prints the name of whoever was chosen among those who may sign. */
export const keepSigner = (c: Context<Env>) =>
  takeStep(c, reportSite, 'name', signerEntry, async ({ person }) => {
    await nameSigner(c.var.actor, addressIn(c), person)
    return 'nguoi-ky'
  })

/** Returns a report that bears another name, with the name of whoever looks. */
export const keepOwnName = (c: Context<Env>) =>
  takeStep(c, reportSite, 'name', button, async () => {
    const { actor } = c.var
    // What is kept of a report is Vietnamese, whatever language the page speaks.
    const words = await inLanguage('vi', async () => t('report_frozen.own_name_words', { name: actor.name }))
    await takeOverSigning(actor, addressIn(c), words)
    return 'nguoi-ky'
  })

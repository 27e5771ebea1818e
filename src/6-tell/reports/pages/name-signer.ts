import type { Context } from 'hono'
import { z } from 'zod'
import { takeStep } from '#papers'
import { inLanguage, t } from '#platform/i18n'
import { textField } from '#platform/submit'
import type { Env } from '#platform/web'
import { nameSigner, takeOverSigning } from '../name-signer.ts'
import { addressIn } from './asked.ts'
import { reportSite } from './report-site.tsx'

const id = z.guid('field_is_malformed')
const position = textField(100).default('')
const signerEntry = z.object({ person: id, position })
const ownNameEntry = z.object({ frozen: id, position })

/** Prints the name of whoever was chosen among those who may sign. */
export const keepSigner = (c: Context<Env>) =>
  takeStep(c, reportSite, 'name', signerEntry, async ({ person, position: as }) => {
    await nameSigner(c.var.actor, addressIn(c), { personId: person, position: as })
    return 'nguoi-ky'
  })

/** Returns a report that bears another name, with the name of whoever looks. */
export const keepOwnName = (c: Context<Env>) =>
  takeStep(c, reportSite, 'name', ownNameEntry, async (entry) => {
    const { actor } = c.var
    // What is kept of a report is Vietnamese, whatever language the page speaks.
    const words = await inLanguage('vi', async () => t('report_frozen.own_name_words', { name: actor.name }))
    await takeOverSigning(actor, addressIn(c), { ...entry, words })
    return 'nguoi-ky'
  })

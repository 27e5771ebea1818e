import { type Context, Hono } from 'hono'
import { raw } from 'hono/html'
import QRCode from 'qrcode'
import type { Activity } from '#activities'
import { take } from '#platform/forms/take'
import { formatDay, t } from '#platform/i18n'
import { type Env, frameOf, originOf } from '#platform/web'
import { Button, Buttons, Form, type FormState, PrintPage, TextField, WorkPage } from '#ui'
import { inGroups } from '../codes.ts'
import { printEntry } from '../entry.ts'
import { printCodes, sheetToPrint } from '../issue-codes.ts'
import type { Batch } from '../store.ts'
import { onFieldFaults } from './field-faults.ts'

/** What is asked before slips are printed. It shows no code. */
async function askPage(c: Context<Env>, form: FormState = {}) {
  const { batch, activity } = await sheetToPrint(c.var.actor, c.req.param('batch') ?? '')
  return c.html(
    <WorkPage
      {...frameOf(c)}
      tab="mine"
      width="narrow"
      title={t('confirmations.print.title', { count: batch.size })}
      above={activity.unitName}
      lead={`${activity.initiativeName} · ${formatDay(activity.day)}`}
      crumbs={[{ href: `/hoat-dong/${activity.id}/xac-nhan`, label: t('confirmations.codes') }]}
    >
      <p>{t('confirmations.print.once')}</p>
      {batch.printing > 0 ? <p>{t('confirmations.print.again', { times: batch.printing })}</p> : null}
      {/* The answer is the sheet itself: it has no address from which it could be fetched again. */}
      <div data-turbo="false">
        <Form {...form} action={`/xac-nhan/${batch.id}/in`} hidden={{ seen: batch.printing }}>
          <TextField
            name="handedOutBy"
            label={t('confirmations.print.handed_out_by')}
            hint={t('confirmations.print.handed_out_by_hint')}
            maxLength={200}
            required
            form={form}
          />
          <Buttons>
            <Button look="main" icon="print">
              {t('confirmations.print.do')}
            </Button>
          </Buttons>
        </Form>
      </div>
    </WorkPage>,
  )
}

type Printed = { batch: Batch; activity: Activity; codes: readonly string[] }

/** A sheet of slips to cut apart. What is on a slip tells nobody who finds it what somebody was given. */
async function sheetPage(c: Context<Env>, { batch, activity, codes }: Printed) {
  const origin = originOf(c)
  const slips = await Promise.all(
    codes.map(async (code) => ({
      code,
      picture: await QRCode.toString(`${origin}/xn/${code}`, {
        type: 'svg',
        margin: 1,
        errorCorrectionLevel: 'M',
      }),
    })),
  )
  const name = activity.protectsPeople ? undefined : activity.initiativeName
  return c.html(
    <PrintPage
      title={t('confirmations.sheet.title', { count: codes.length })}
      site={c.var.site}
      backHref={`/hoat-dong/${activity.id}/xac-nhan`}
    >
      <ul class="slips">
        {slips.map(({ code, picture }) => (
          <li class="slip">
            <div class="slip-picture" role="img" aria-label={t('confirmations.sheet.picture')}>
              {raw(picture)}
            </div>
            <div>
              <p class="slip-title">{name ?? activity.unitName}</p>
              <p>{[name ? activity.unitName : '', formatDay(activity.day)].filter(Boolean).join(' · ')}</p>
              <p>{t('confirmations.sheet.ask')}</p>
              <p class="slip-code">{inGroups(code)}</p>
              <p>{t('confirmations.sheet.how', { address: `${origin.replace(/^https?:\/\//, '')}/xn` })}</p>
              <p>{t('confirmations.sheet.until', { day: formatDay(batch.expiresOn) })}</p>
              {/* Slips are cut apart: each has to say it by itself. */}
              {c.var.site.demonstration ? <p>{t('ui.demonstration')}</p> : null}
            </div>
          </li>
        ))}
      </ul>
    </PrintPage>,
    200,
    { 'cache-control': 'private, no-store' },
  )
}

/** Printing slips: asked for with a form, answered once with the sheet. */
export const printPages = new Hono<Env>()
  .get('/xac-nhan/:batch/in', (c) => askPage(c))
  .post('/xac-nhan/:batch/in', (c) => {
    const { batch: id } = c.req.param()
    return take(c, printEntry, (entry) => printCodes(c.var.actor, id, entry), {
      to: (printed) => sheetPage(c, printed),
      page: onFieldFaults((form) => askPage(c, form)),
    })
  })

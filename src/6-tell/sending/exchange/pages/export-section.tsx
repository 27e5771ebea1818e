import type { Context } from 'hono'
import { t } from '#platform/i18n'
import type { Env } from '#platform/web'
import { Section } from '#ui'
import { dhis2Period } from '../out/dhis2.ts'

/** On the page of a report: it, or what is in force of it, for other programs; and figures of a unit that is not here yet. */
function ExportSection(props: { here: string; period: string; mayEnter: boolean }) {
  const { here, period } = props
  const files = [
    { name: 'phu-luc.xlsx', key: 'annexes' },
    { name: 'goi.json', key: 'package' },
    ...(dhis2Period(period) === undefined ? [] : [{ name: 'dhis2.json', key: 'dhis2' }]),
  ]
  return (
    <Section title={t('report_exchange.title')} id="xuat-du-lieu">
      <p class="quiet">{t('report_exchange.which')}</p>
      <ul class="links">
        {files.map(({ name, key }) => (
          <li>
            <a href={`${here}/${name}`} download data-turbo="false">
              {t(`report_exchange.file.${key}`)}
            </a>
          </li>
        ))}
        {props.mayEnter ? (
          <li>
            <a href={`${here}/nhap-so-lieu`}>{t('report_exchange.enter.link')}</a>
          </li>
        ) : null}
      </ul>
      {dhis2Period(period) === undefined ? <p class="quiet">{t('report_exchange.no_dhis2')}</p> : null}
    </Section>
  )
}

export const exportSection = (c: Context<Env>, report: { here: string; period: string }) => (
  <ExportSection {...report} mayEnter={c.var.actor.may?.includes('figure.enter_for') ?? false} />
)

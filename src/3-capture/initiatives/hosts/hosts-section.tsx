import { ChosenUnit } from '#org'
import { t } from '#platform/i18n'
import { Button, Buttons, Form, type FormState, Section } from '#ui'
import type { Initiative } from '../store.ts'
import type { Asked } from './store.ts'

/** What a unit is asked that somebody named, and what whoever named it waits for. */
function AskedHosts({ at, asked }: { at: string; asked: readonly Asked[] }) {
  return asked.map(({ unitId, unitName, isNamed, mayAnswer }) =>
    mayAnswer ? (
      <div>
        <p>{t('initiatives.hosts.asked', { unit: unitName })}</p>
        <Form action={`${at}/don-vi/dong-y`} hidden={{ unitId }}>
          <Button>{t('initiatives.hosts.agree')}</Button>
        </Form>
        <Form action={`${at}/don-vi/bo`} hidden={{ unitId }}>
          <Button look="quiet">{t('initiatives.hosts.step_back')}</Button>
        </Form>
      </div>
    ) : (
      <p class="quiet">
        {t(isNamed ? 'initiatives.hosts.not_confirmed' : 'initiatives.hosts.waits', { unit: unitName })}
      </p>
    ),
  )
}

/** Who runs an initiative together with its unit, and the way to name another. `chosen` comes from choosing a unit. */
export function HostsSection(props: {
  initiative: Initiative
  /** Those who were named and have not spoken. */
  asked: readonly Asked[]
  chosen: { id: string; name: string; officialCode: string | null } | undefined
  mayChange: boolean
  form: FormState | undefined
}) {
  const { initiative, asked, chosen, mayChange, form } = props
  if (initiative.coHosts.length === 0 && asked.length === 0 && !mayChange) return null
  const at = `/quan-ly/mo-hinh/${initiative.id}`
  const isProposed = initiative.state === 'proposed'
  return (
    <Section title={t('initiatives.hosts.title')} id="don-vi">
      <p class="quiet">{t('initiatives.hosts.lead', { unit: initiative.unitName })}</p>
      {initiative.coHosts.length > 0 ? (
        <ul class="plain-list">
          {initiative.coHosts.map((host) => (
            <li>
              <a href={`/quan-ly/don-vi/${host.unitId}`}>{host.unitName}</a>
              {mayChange ? (
                <Form action={`${at}/don-vi/bo`} hidden={{ unitId: host.unitId }}>
                  <Button look="quiet">{t('initiatives.hosts.remove', { unit: host.unitName })}</Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <AskedHosts at={at} asked={asked} />
      {mayChange && isProposed ? <p class="quiet">{t('problem.hosts_follow_registration')}</p> : null}
      {mayChange && !isProposed ? (
        <Form {...form} action={`${at}/don-vi`}>
          <ChosenUnit
            name="unitId"
            label={t('initiatives.hosts.another')}
            unit={chosen}
            chooseHref={`/chon-don-vi?${new URLSearchParams({ tiep: `${at}#don-vi`, ten: 'them-don-vi' })}`}
            form={form}
          />
          {chosen ? (
            <Buttons>
              <Button>{t('initiatives.hosts.add')}</Button>
            </Buttons>
          ) : null}
        </Form>
      ) : null}
    </Section>
  )
}

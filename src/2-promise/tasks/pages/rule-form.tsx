import { t } from '#platform/i18n'
import { Button, Buttons, ChoicesField } from '#ui'
import { fieldsOfRule, type SelectionRule } from '../entry.ts'

const levels = ['province', 'district', 'commune', 'base'] as const

/** A GET form: what is chosen stands in the address, so that it can be looked at, changed and sent on without a script. */
export function RuleForm(props: {
  rule: SelectionRule
  at: string
  kinds: readonly { code: string; name: string }[]
  lines: readonly { code: string; name: string }[]
  /** Names of the units that the rule says by themselves. */
  names: ReadonlyMap<string, string>
  /** What else the address carries. */
  keep?: Readonly<Record<string, string>>
}) {
  const { rule, at, keep = {} } = props
  const query = new URLSearchParams({ ...keep, ...fieldsOfRule(rule) })
  const back = encodeURIComponent(`${at}?${query}`)
  const named = (ids: readonly string[]) => ids.map((id) => props.names.get(id) ?? '').join(', ')
  const kept = { ...keep, cong: rule.plus.join(','), tru: rule.minus.join(','), duoi: rule.beneathId ?? '' }
  return (
    <form method="get" action={at} class="form">
      {Object.entries(kept).map(([name, value]) =>
        value ? <input type="hidden" name={name} value={value} /> : null,
      )}
      <ChoicesField
        name="kind"
        label={t('tasks.hand_down.kinds')}
        hint={t('tasks.hand_down.kinds_hint')}
        values={rule.kinds}
        choices={props.kinds.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <ChoicesField
        name="line"
        label={t('tasks.hand_down.lines')}
        hint={t('tasks.hand_down.lines_hint')}
        values={rule.lines}
        choices={props.lines.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <ChoicesField
        name="level"
        label={t('tasks.hand_down.levels')}
        values={rule.levels}
        choices={levels.map((level) => ({ value: level, label: t(`tasks.level.${level}`) }))}
      />
      <ul class="links">
        <li>
          {rule.beneathId
            ? t('tasks.hand_down.beneath', { name: named([rule.beneathId]) })
            : t('tasks.hand_down.anywhere')}{' '}
          <a class="link" href={`/chon-don-vi?tiep=${back}&ten=duoi`}>
            {t('tasks.hand_down.choose_beneath')}
          </a>
        </li>
        <li>
          {rule.plus.length > 0
            ? t('tasks.hand_down.plus', { names: named(rule.plus) })
            : t('tasks.hand_down.no_plus')}{' '}
          <a class="link" href={`/chon-don-vi?tiep=${back}&ten=them`}>
            {t('tasks.hand_down.add_one')}
          </a>
        </li>
        {rule.minus.length > 0 ? <li>{t('tasks.hand_down.minus', { names: named(rule.minus) })}</li> : null}
      </ul>
      <Buttons>
        <Button icon="search">{t('tasks.hand_down.preview')}</Button>
        <a
          class="btn btn-quiet"
          href={Object.keys(keep).length > 0 ? `${at}?${new URLSearchParams(keep)}` : at}
        >
          {t('tasks.hand_down.anew')}
        </a>
      </Buttons>
    </form>
  )
}

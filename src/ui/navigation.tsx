// Ways from here to there, all plain links.

import { t } from '#platform/i18n'
import { Button } from './form.tsx'
import { Icon } from './icon.tsx'

export interface Crumb {
  href: string
  label: string
}

/** Where this page lies. The page itself is not in it: the title says it. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav class="breadcrumb" aria-label={t('ui.nav.breadcrumb')}>
      <ol>
        {crumbs.map((crumb) => (
          <li>
            <a href={crumb.href}>{crumb.label}</a>
            <Icon name="next" />
          </li>
        ))}
      </ol>
    </nav>
  )
}

export interface Tab {
  href: string
  label: string
  current?: boolean
  /** How many there are behind it. */
  count?: number | string
}

/** Views of the same thing, each with an address of its own. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label?: string }) {
  return (
    <nav class="tabs-row" aria-label={label ?? t('ui.nav.views')}>
      <ul>
        {tabs.map((tab) => (
          <li>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count === undefined ? null : <span class="count">{tab.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Next and previous page of a list read by key. `shown` says what is on this page ("51–100 trong 1.284"). */
export function Pager(props: { previousHref?: string | null; nextHref?: string | null; shown?: string }) {
  if (!props.previousHref && !props.nextHref && !props.shown) return null
  return (
    <nav class="pager" aria-label={t('ui.nav.pages')}>
      {props.previousHref ? (
        <a class="btn btn-plain" rel="prev" href={props.previousHref}>
          <Icon name="previous" />
          {t('ui.pager.previous')}
        </a>
      ) : (
        <span />
      )}
      {props.shown ? <span class="pager-shown">{props.shown}</span> : null}
      {props.nextHref ? (
        <a class="btn btn-plain" rel="next" href={props.nextHref}>
          {t('ui.pager.next')}
          <Icon name="next" />
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}

export interface FoundUnit {
  id: string
  name: string
  code?: string | null
  /** Where it lies and what it is: "Xã Long Trạch · Hội LHPN". */
  detail?: string
}

export interface UnitPickerProps {
  /** The page that searches and lists: a GET form with `q`. */
  action: string
  query?: string
  units: readonly FoundUnit[]
  /** Where a unit leads to. Without it the units are radio buttons that send `name`. */
  hrefOf?: (unit: FoundUnit) => string
  name?: string
  /** The id of the form to which the radio buttons belong: forms cannot stand inside one another. */
  form?: string
  chosenId?: string
  label?: string
  /** Filters that the search keeps. */
  keep?: Readonly<Record<string, string | undefined>>
  /** Whether more were found than are listed. */
  hasMore?: boolean
}

/** Finds a unit by name (also without diacritics), code or line. A GET form and a list of links: needs no script. */
export function UnitPicker(props: UnitPickerProps) {
  const label = props.label ?? t('ui.unit.search')
  return (
    <div class="unit-picker">
      <form class="search" method="get" action={props.action} aria-label={label}>
        {Object.entries(props.keep ?? {}).map(([name, value]) =>
          value === undefined ? null : <input type="hidden" name={name} value={value} />,
        )}
        <span class="search-box">
          <Icon name="search" />
          <input
            class="input"
            type="search"
            name="q"
            value={props.query}
            aria-label={label}
            placeholder={label}
            autocomplete="off"
          />
        </span>
        <Button>{t('ui.search.go')}</Button>
      </form>
      {props.units.length === 0 ? (
        <p class="unit-none">{props.query ? t('ui.unit.none', { query: props.query }) : t('ui.unit.hint')}</p>
      ) : (
        <ul class="unit-list">
          {props.units.map((unit) => (
            <li>
              {props.hrefOf ? (
                <UnitLink unit={unit} href={props.hrefOf(unit)} current={unit.id === props.chosenId} />
              ) : (
                <UnitChoice
                  unit={unit}
                  name={props.name ?? 'unitId'}
                  form={props.form}
                  chosen={unit.id === props.chosenId}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {props.hasMore ? <p class="unit-none">{t('ui.unit.more')}</p> : null}
    </div>
  )
}

function UnitWords({ unit }: { unit: FoundUnit }) {
  return (
    <span class="unit-words">
      <span class="unit-name">{unit.name}</span>
      {unit.detail || unit.code ? (
        <span class="unit-detail">{[unit.detail, unit.code].filter(Boolean).join(' · ')}</span>
      ) : null}
    </span>
  )
}

function UnitLink({ unit, href, current }: { unit: FoundUnit; href: string; current: boolean }) {
  return (
    <a class="unit-row" href={href} aria-current={current ? 'true' : undefined}>
      <UnitWords unit={unit} />
      <Icon name="next" />
    </a>
  )
}

function UnitChoice(props: { unit: FoundUnit; name: string; form?: string; chosen: boolean }) {
  return (
    <label class="unit-row">
      <input
        class="radio"
        type="radio"
        name={props.name}
        form={props.form}
        value={props.unit.id}
        checked={props.chosen}
      />
      <UnitWords unit={props.unit} />
    </label>
  )
}

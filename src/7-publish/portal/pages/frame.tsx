import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { type OfferedGroup, PeriodField } from '#figures'
import { language, t } from '#platform/i18n'
import { today } from '#platform/time'
import { type Env, securityHeaders } from '#platform/web'
import { Button, PublicPage, type PublicPageProps } from '#ui'

/** An address of the portal in the language of the page. */
export const to = (path: string): string => (language() === 'en' ? `/en${path === '/' ? '' : path}` : path)

const places = [
  ['/so-lieu', 'figures'],
  ['/mo-hinh', 'initiatives'],
  ['/thu-vien', 'library'],
  ['/don-vi', 'units'],
  ['/bao-cao-cong-khai', 'reports'],
  ['/du-lieu-mo', 'open_data'],
] as const

/**
 * A page of the portal: no script, the same for everybody, and so kept in memory until something changes. Browsers
 * ask again each time, and mostly hear that nothing has changed.
 */
export function publish(
  c: Context<Env>,
  props: Omit<PublicPageProps, 'site' | 'nav' | 'languageHref' | 'signInHref' | 'path'>,
  status: 200 | 201 | 404 = 200,
) {
  const { pathname, search } = new URL(c.req.url)
  const plain = pathname.replace(/^\/en(?=\/|$)/, '') || '/'
  const other = language() === 'en' ? plain : `/en${plain === '/' ? '' : plain}`
  return c.html(
    <PublicPage
      site={c.var.site}
      path={pathname + search}
      languageHref={other + search}
      signInHref="/dang-nhap"
      nav={places.map(([path, name]) => ({
        href: to(path),
        label: t(`portal.nav.${name}`),
        current: plain === path || plain.startsWith(`${path}/`),
      }))}
      footer={
        <p>
          <a href={to('/minh-bach')}>{t('ledger.page.link')}</a>
        </p>
      }
      {...props}
    />,
    status,
    { ...securityHeaders(null), 'cache-control': 'public, no-cache' },
  )
}

/** The period that is asked for, or this year. */
export const periodOf = (c: Context<Env>): string => c.req.query('ky') ?? today().slice(0, 4)

/** A choice of one among some, in a GET form. */
export const Choose = (props: {
  name: string
  label: string
  value: string
  options: readonly { value: string; label: string }[]
}) => (
  <label class="choose">
    <span>{props.label}</span>
    <select class="select" name={props.name}>
      {props.options.map((option) => (
        <option value={option.value} selected={option.value === props.value}>
          {option.label}
        </option>
      ))}
    </select>
  </label>
)

/** Chooses a period, and perhaps a unit: a form that leads to an address. */
export function PeriodForm(props: {
  action: string
  period: string
  offered: readonly OfferedGroup[]
  units?: readonly { slug: string; name: string }[]
  slug?: string | undefined
  children?: Child
}) {
  return (
    <form method="get" action={props.action} class="filters" aria-label={t('portal.filter')}>
      <PeriodField label={t('portal.period')} period={props.period} offered={props.offered} />
      {props.units ? (
        <Choose
          name="don-vi"
          label={t('portal.unit')}
          value={props.slug ?? ''}
          options={[
            { value: '', label: t('portal.whole_area') },
            ...props.units.map((unit) => ({ value: unit.slug, label: unit.name })),
          ]}
        />
      ) : null}
      <Button>{t('portal.show')}</Button>
    </form>
  )
}

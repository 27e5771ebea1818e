import { type Context, Hono } from 'hono'
import { look } from '#access'
import { type Asked, askedOf, type Found } from '#platform/finding'
import { t } from '#platform/i18n'
import { broughtFor } from '#platform/module'
import { plainText } from '#platform/plain-text'
import { type Env, frameOf, placesFor, type SignedIn } from '#platform/web'
import { EmptyState, SearchForm, WorkPage } from '#ui'

type Result = Found & { kind: string }

/** So many of one kind are shown, and so many in all. */
const [mostOfKind, mostShown] = [8, 40]

/** Places of the product by their names. */
function placesNamed(actor: SignedIn, { whole, words }: Asked): Result[] {
  return placesFor(actor.may ?? [])
    .flatMap(({ places }) => places)
    .flatMap(({ key, at }) => {
      const [title, about] = [t(`app.more.${key}`), t(`app.more.${key}_help`)]
      const plain = plainText(title)
      if (words.some((word) => !`${plain} ${plainText(about)}`.includes(word))) return []
      const rank = plain === whole ? 0 : plain.startsWith(whole) ? 1 : plain.includes(whole) ? 2 : 4
      return [{ kind: 'place', title, about, href: at, rank }]
    })
}

/** All that somebody may see and that answers to what they typed, the best first; of equal ones in the order of the kinds. */
async function found(actor: SignedIn, asked: Asked): Promise<Result[]> {
  const finders = broughtFor('finders', actor.may)
  const results = placesNamed(actor, asked)
  if (finders.length > 0)
    await look(actor, 'unit.read', null, async (db) => {
      for (const { kind, find } of finders)
        for (const one of await find(db, asked, mostOfKind)) results.push({ ...one, kind })
    })
  // A name that begins with the words is no better than one that has them: *Nuôi heo đất* stands before *Heo đất đã khui*.
  const grade = ({ rank }: Result) => (rank === 1 ? 2 : rank)
  return results.toSorted((one, other) => grade(one) - grade(other)).slice(0, mostShown)
}

async function searchPage(c: Context<Env>) {
  const typed = (c.req.query('q') ?? '').slice(0, 200)
  const asked = askedOf(typed)
  const results = asked ? await found(c.var.actor, asked) : []
  return c.html(
    <WorkPage {...frameOf(c)} title={t('search.title')} query={typed}>
      <SearchForm action="/tim" label={t('search.label')} query={typed} />
      {results.length > 0 ? (
        <ul class="place-list found-list">
          {results.map(({ kind, title, about, href }) => (
            <li>
              <a href={href}>
                <strong>{title}</strong>
                <span>{[t(`search.kind.${kind}`), about].filter(Boolean).join(' · ')}</span>
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title={t(asked ? 'search.none' : 'search.ask')}>
          {t(asked ? 'search.none_help' : 'search.ask_help')}
        </EmptyState>
      )}
    </WorkPage>,
  )
}

/** Whatever one may see, found by its name from anywhere. */
export const searchPages = new Hono<Env>().get('/tim', searchPage)

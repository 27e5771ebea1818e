import type { Context } from 'hono'
import { type Language, language } from './i18n.ts'
import { broughtFor, type Place, type PlaceGroup, placeGroups } from './module.ts'
import { Problem } from './problem.ts'
import type { AtLeast } from './replicas.ts'

/** Who is signed in, as far as pages need to know. */
export type SignedIn = {
  personId: string
  name: string
  /** The unit in which the person works, as the head of a page shows it. */
  unitName?: string | undefined
  /** What the person may do somewhere: pages leave out what would only be refused. */
  may?: readonly string[]
  /** The session by which the request came; undefined for an API token. */
  sessionId?: string
  /** What the person must be shown at least, when it is read from a standby. */
  mustSee?: AtLeast | undefined
}

/** Whose system this is; the same on every page. */
export type SiteOfRequest = { name: string; programme?: string; demonstration?: boolean; origin?: string }

/** Whether people reach us by https, and so whether cookies may travel only so. */
export const isSecure = (site: SiteOfRequest): boolean => site.origin?.startsWith('https:') ?? false

/** What every request carries through Hono: `c.var.actor`, `c.var.nonce` … */
export type Env = {
  Variables: {
    /** Set on every working page and API call; those routes answer “sign in” before they run without one. */
    actor: SignedIn
    language: Language
    /** Names the scripts of this very answer for the content security policy. */
    nonce: string
    site: SiteOfRequest
    /** How much waits for the person, by the key of the place or tab; set on working pages. */
    waiting?: Readonly<Record<string, number>>
    /** From which address the request comes; empty where that is not known. See visitor.ts. */
    address: string
  }
}

/**
 * Where people reach the system. Without PUBLIC_URL (a demonstration only) it is what the request calls itself, which anybody
 * can forge: nothing that is kept for others may hold it.
 */
export const originOf = (c: Context<Env>): string => c.var.site.origin ?? new URL(c.req.url).origin

/** Where one changes to the other language, and comes back to a path. */
export const languageHref = (path: string): string =>
  `/ngon-ngu/${language() === 'vi' ? 'en' : 'vi'}?tiep=${encodeURIComponent(path)}`

/** What the frame of every working page needs to know of the request. */
export const frameOf = (c: Context<Env>) => ({
  site: c.var.site,
  person: { name: c.var.actor.name, ...(c.var.actor.unitName ? { unitName: c.var.actor.unitName } : {}) },
  withoutTabs: tabsWithoutUse(c.var.actor.may),
  waiting: c.var.waiting ?? {},
  places: placesFor(c.var.actor.may ?? []),
  path: c.req.path,
  nonce: c.var.nonce,
  languageHref: languageHref(localPath(c.req.url)),
})

/** The places that somebody has a use for, under their headings. */
export const placesFor = (may: readonly string[]): { group: PlaceGroup; places: Place[] }[] => {
  const open = broughtFor('places', may)
  return placeGroups
    .map((group) => ({
      group,
      places: open.filter((place) => place.group === group).toSorted((a, b) => a.rank - b.rank),
    }))
    .filter(({ places }) => places.length > 0)
}

/** Tabs of the working area that a person has no use for. */
const tabsWithoutUse = (may: readonly string[] = []): ('record' | 'check')[] => [
  ...(may.includes('activity.record') ? [] : ['record' as const]),
  ...(may.includes('activity.check') ? [] : ['check' as const]),
]

/** The path and query of an address: where somebody came from, without the machine they came to. */
export function localPath(address: string): string {
  const url = new URL(address)
  return url.pathname + url.search
}

/**
 * A path on this very system out of what somebody sent, or the given one: an address elsewhere would let a link to us
 * lead people to a stranger.
 */
export function ownPath(sent: string | undefined, otherwise: string): string {
  if (!sent || !/^\/(?![/\\])[^\s\\]*$/.test(sent)) return otherwise
  return sent
}

/**
 * The headers that keep a page from being misused. Public pages run no script at all; working pages run only scripts
 * that carry the nonce of this answer or come from our own address.
 */
export function securityHeaders(nonce: string | null): Record<string, string> {
  const script = nonce === null ? "'none'" : `'self' 'nonce-${nonce}'`
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src ${script}`,
      // Turbo brings one style sheet of its own, under the nonce too.
      nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
      "font-src 'self'",
      "img-src 'self' data: blob:",
      "media-src 'self' blob:",
      "connect-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "manifest-src 'self'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(self), geolocation=(self), microphone=(self)',
  }
}

type Page = (c: Context<Env>) => Promise<Response> | Response

/** For pages whose problems have an answer of their own: gives what lays `refused` around a page. Any other fault goes on. */
export const refusedBy =
  (refused: (c: Context<Env>, problem: Problem) => Promise<Response> | Response) =>
  (page: Page) =>
  async (c: Context<Env>): Promise<Response> => {
    try {
      return await page(c)
    } catch (fault) {
      if (fault instanceof Problem) return refused(c, fault)
      throw fault
    }
  }

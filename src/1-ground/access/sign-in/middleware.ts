import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { inLanguage, type Language, languages } from '#platform/i18n'
import { Problem } from '#platform/problem'
import { type Env, isSecure } from '#platform/web'
import { sessionHours } from './rules.ts'
import { type Device, type Opened, personOfSession, personOfToken } from './sign-in.ts'

// The prefix makes browsers refuse the cookie unless it is secure, for this host alone and for every path.
const cookieName = (c: Context<Env>): string => (isSecure(c.var.site) ? '__Host-lantoa' : 'lantoa')

const deviceCookieName = (c: Context<Env>): string =>
  isSecure(c.var.site) ? '__Host-lantoa-device' : 'lantoa-device'

/** The token of the session in the request. */
export const tokenOf = (c: Context<Env>): string | undefined => getCookie(c, cookieName(c))

/** Hands the token of a session to the browser; kept beyond its end only when the person asked for it. */
export function giveToken(c: Context<Env>, opened: Opened): void {
  setCookie(c, cookieName(c), opened.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c.var.site),
    ...(opened.isKept ? { maxAge: sessionHours.kept * 3600 } : {}),
  })
  // Longer than any session: it lets nobody in, but nobody else's wrong passwords keep this device out.
  if (opened.deviceToken)
    setCookie(c, deviceCookieName(c), opened.deviceToken, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: isSecure(c.var.site),
      maxAge: 400 * 86_400,
    })
}

/** Takes the token back. */
export function takeToken(c: Context<Env>): void {
  setCookie(c, cookieName(c), '', {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c.var.site),
    maxAge: 0,
  })
}

/** From where a request comes. */
export const deviceOf = (c: Context<Env>, isKept: boolean): Device => ({
  address: c.var.address,
  device: c.req.header('user-agent') ?? '',
  isKept,
  deviceToken: getCookie(c, deviceCookieName(c))?.slice(0, 100),
})

const spokenBy = (c: Context<Env>, preferred: string): Language =>
  getCookie(c, 'lang') === undefined ? (languages.find((one) => one === preferred) ?? 'vi') : c.var.language

/** Who is signed in, if anybody is. */
export async function signedInPerson(c: Context<Env>) {
  const token = tokenOf(c)
  return token === undefined ? undefined : personOfSession(token)
}

/** Lets in whoever is signed in; sends others to sign in and back. */
export const signedIn = createMiddleware<Env>(async (c, next) => {
  const person = await signedInPerson(c)
  if (!person) {
    if (c.req.method !== 'GET') throw new Problem('not_signed_in')
    const { pathname, search } = new URL(c.req.url)
    return c.redirect(`/dang-nhap?tiep=${encodeURIComponent(pathname + search)}`, 303)
  }
  c.set('actor', person)
  await inLanguage(spokenBy(c, person.language), next)
})

/**
 * Lets in programs that know only a user name and a password (ODK Collect): the password is a personal token, so that it
 * can be revoked and opens no page. @throws Problem `not_signed_in`, `token_is_wrong`
 */
export const basicSignedIn = createMiddleware<Env>(async (c, next) => {
  const packed = /^Basic ([A-Za-z0-9+/=]+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
  const said = Buffer.from(packed, 'base64').toString('utf8')
  const token = said.slice(said.indexOf(':') + 1)
  const person = token === '' ? undefined : await personOfToken(token)
  // A program asks once without a password, to hear how to sign in.
  if (!person) throw new Problem(packed === '' ? 'not_signed_in' : 'token_is_wrong')
  c.set('actor', person)
  const asked = c.req.header('accept-language')?.slice(0, 2)
  await inLanguage(languages.find((one) => one === asked) ?? spokenBy(c, person.language), next)
})

/** Lets in programs with a personal token, and our own pages by their session. @throws Problem `not_signed_in` */
export const apiSignedIn = createMiddleware<Env>(async (c, next) => {
  const bearer = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  const token = tokenOf(c)
  const person = bearer ? await personOfToken(bearer) : token ? await personOfSession(token) : undefined
  if (!person) throw new Problem('not_signed_in')
  c.set('actor', person)
  const asked = c.req.header('accept-language')?.slice(0, 2)
  await inLanguage(languages.find((one) => one === asked) ?? spokenBy(c, person.language), next)
})

import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { sentenceOf, t } from '#platform/i18n'
import { asProblem, Problem, statusOf } from '#platform/problem'
import { type Env, frameOf, securityHeaders } from '#platform/web'
import { EmptyState, ErrorPage, WorkPage } from '#ui'
import type { Setting } from './web.ts'

/** After so long the database is usually back: its server is tried again every five seconds at least. */
const secondsToRetry = 5

const addressOf = (c: Context<Env>): string => {
  const { pathname, search } = new URL(c.req.url)
  return pathname + search
}

const httpProblems: Record<number, string> = { 400: 'field_is_malformed', 403: 'form_is_stale' }

/** A fault of Hono's own (a refused origin, a body that is no JSON or too large) as the problem that it is. */
function problemOf(fault: unknown): Problem | undefined {
  if (fault instanceof HTTPException) return new Problem(httpProblems[fault.status] ?? 'body_is_too_large')
  const known = asProblem(fault)
  return known instanceof Problem ? known : undefined
}

/** Whoever is signed in keeps the frame: from there one goes on. */
const RefusedPage = ({ c, status, message }: { c: Context<Env>; status: number; message: string }) => (
  <WorkPage {...frameOf(c)} title={t(`ui.error.${status === 404 ? 'missing' : 'refused'}.title`)}>
    <EmptyState title={message} action={{ href: '/viec-cua-toi', label: t('ui.error.work') }} />
  </WorkPage>
)

/**
 * The answer to whatever went wrong. What a person can put right is said in their language; anything else is a fault
 * of ours, logged with a reference that the page shows, and nothing more.
 */
export async function answerFault(fault: unknown, c: Context<Env>, setting: Setting): Promise<Response> {
  const problem = problemOf(fault)
  const reference = problem ? undefined : randomBytes(4).toString('hex')
  if (reference) setting.log(fault, reference)
  const status = problem ? statusOf(problem) : 500
  const headers = {
    ...securityHeaders(null),
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': String(secondsToRetry) } : {}),
  }
  if (c.req.path.startsWith('/api/')) {
    const body = {
      type: `about:blank#${problem?.code ?? 'fault'}`,
      title: problem ? sentenceOf(problem) : t('app.fault', { reference: reference ?? '' }),
      status,
      code: problem?.code ?? 'fault',
      ...(problem && problem.fields.length > 0
        ? {
            fields: problem.fields.map((one) => ({
              field: one.field,
              code: one.code,
              sentence: sentenceOf(one),
            })),
          }
        : {}),
      ...(reference ? { reference } : {}),
    }
    return c.body(JSON.stringify(body), status, {
      ...headers,
      'content-type': 'application/problem+json; charset=utf-8',
    })
  }
  if (c.var.actor && status < 500) {
    const about = problem ? sentenceOf(problem) : ''
    const own = { ...headers, ...securityHeaders(c.var.nonce) }
    return c.html(<RefusedPage c={c} status={status} message={about} />, status, own)
  }
  const page = (
    <ErrorPage
      site={setting.site}
      status={status}
      message={problem && sentenceOf(problem)}
      reference={reference}
      againHref={status === 503 && c.req.method === 'GET' ? addressOf(c) : undefined}
    />
  )
  return c.html(page, status, headers)
}

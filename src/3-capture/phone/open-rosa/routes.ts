import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { basicSignedIn } from '#access'
import { photoLimits } from '#evidence'
import { formDataOf, takesFiles } from '#platform/bodies'
import { sentenceOf, t } from '#platform/i18n'
import { asProblem, Problem, statusOf } from '#platform/problem'
import { type Env, originOf } from '#platform/web'
import { formForCollect, formsForCollect } from './read.ts'
import { largestSubmission } from './read-submission.ts'
import { receiveSubmission } from './receive-submission.ts'
import { formIdOf, initiativeOfFormId, writeXform } from './write-xform.ts'
import { documentOf, element } from './xml.ts'

/** ODK Collect parts a record with its photos into requests of this size; one photo alone may be larger. */
const acceptedBytes = 10 * 1024 * 1024

const responseNamespace = 'http://openrosa.org/http/response'

function headersFor(c: Context<Env>): Record<string, string> {
  const { pathname } = new URL(c.req.url)
  return {
    'x-openrosa-version': '1.0',
    'x-openrosa-accept-content-length': String(acceptedBytes),
    date: new Date().toUTCString(),
    location: `${originOf(c)}${pathname}`,
    'cache-control': 'no-store',
  }
}

function answerXml(
  c: Context<Env>,
  status: 200 | 201 | ReturnType<typeof statusOf> | 500,
  xml: string,
): Response {
  return c.body(xml, status, { ...headersFor(c), 'content-type': 'text/xml; charset=utf-8' })
}

const message = (text: string, nature: string): string =>
  documentOf(element('OpenRosaResponse', { xmlns: responseNamespace }, element('message', { nature }, text)))

/** All that is wrong with a record, in one text: it is shown on a phone, far from the form. */
const textOf = (problem: Problem): string =>
  [
    sentenceOf(problem),
    ...problem.fields
      .filter(({ code }) => code !== problem.code)
      .map((one) => `${one.field.replace(/^a\./, '')}: ${sentenceOf(one)}`),
  ].join('\n')

const publicUrl = (c: Context<Env>, path: string): string => `${originOf(c)}/openrosa${path}`

/** The forms of the initiatives in which this person may record (OpenRosa Form Discovery 1.0). */
async function formList(c: Context<Env>): Promise<Response> {
  const forms = await formsForCollect(c.var.actor)
  const listed = forms.map((source) => {
    const xml = writeXform(source)
    return element(
      'xform',
      {},
      element('formID', {}, formIdOf(source.initiativeId)),
      element('name', {}, `${source.name} – ${source.unitName}`),
      element('version', {}, String(source.form.version)),
      element('hash', {}, `md5:${createHash('md5').update(xml).digest('hex')}`),
      element('descriptionText', {}, source.unitName),
      element('downloadUrl', {}, publicUrl(c, `/forms/${formIdOf(source.initiativeId)}.xml`)),
    )
  })
  return answerXml(
    c,
    200,
    documentOf(element('xforms', { xmlns: 'http://openrosa.org/xforms/xformsList' }, listed)),
  )
}

async function receive(c: Context<Env>): Promise<Response> {
  const form = await formDataOf(c.req.raw).catch((fault) => {
    throw fault instanceof Problem && fault.code !== 'field_is_malformed'
      ? fault
      : new Problem('submission_is_malformed')
  })
  const record = form.get('xml_submission_file')
  if (!(record instanceof File) || record.size > largestSubmission)
    throw new Problem('submission_is_malformed')
  const media = [...form.entries()].flatMap(([name, value]) =>
    value instanceof File && name !== 'xml_submission_file' ? [value] : [],
  )
  const isIncomplete = form.get('*isIncomplete*') === 'yes'
  const isIn = await receiveSubmission(c.var.actor, {
    xml: new Uint8Array(await record.arrayBuffer()),
    media,
    isIncomplete,
  })
  return answerXml(
    c,
    201,
    message(
      t(isIn ? 'activities.open_rosa.received' : 'activities.open_rosa.part_received'),
      'submit_success',
    ),
  )
}

/**
 * What ODK Collect speaks: which forms there are, one form, and taking in what was recorded with it. People sign in with
 * their user name and, as password, a personal token that they can revoke.
 */
export const openRosa = new Hono<Env>()
  .use(async (c, next) => {
    // Programs send no Origin. A page elsewhere that makes a browser send its kept password here does.
    if (c.req.header('origin') !== undefined) throw new Problem('form_is_stale')
    await next()
  })
  .use(basicSignedIn)
  .get('/formList', formList)
  .get('/forms/:file{mo-hinh-[0-9a-f-]+\\.xml}', async (c) => {
    const initiativeId = initiativeOfFormId(c.req.param('file').slice(0, -4))
    if (!initiativeId) throw new Problem('not_found_or_not_allowed')
    return answerXml(c, 200, writeXform(await formForCollect(c.var.actor, initiativeId)))
  })
  // Hono answers HEAD with what GET would say, so this is what Collect asks before it sends anything.
  .get('/submission', (c) => c.body(null, 204, headersFor(c)))
  .post('/submission', takesFiles(acceptedBytes + photoLimits.bytes), receive)
  .onError((fault, c) => {
    const problem = asProblem(fault)
    if (!(problem instanceof Problem)) throw fault
    if (statusOf(problem) === 401) c.header('www-authenticate', 'Basic realm="Lan Toa", charset="UTF-8"')
    return answerXml(c, statusOf(problem), message(textOf(problem), 'submit_error'))
  })

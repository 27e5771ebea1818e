import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ContentInfo, CryptoEngine, SignedData } from 'pkijs'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { aMonthOfWork, aReport } from '../documents/documents.fixture.ts'
import { shippedLayout } from '../documents/layout.fixture.ts'
import { renderPdf } from '../documents.ts'
import { certificateOf, hasCertificate, signPdf, signPdfsWith, verifyPdf } from '../pdf-signatures.ts'
import {
  aCertificate,
  anUnknownKey,
  aP12,
  aTimestampServer,
  type Misbehaviour,
  type TestCertificate,
} from './certificates.fixture.ts'
import { openedCertificate, type SigningCertificate } from './certificates.ts'
import { signaturesOf } from './verify.ts'

const when = new Date('2027-02-05T08:30:00+07:00')
const folder = mkdtempSync(join(tmpdir(), 'lantoa-certificates-'))
const hasPdfsig = spawnSync('pdfsig', ['-v']).error === undefined

let report: Uint8Array
let authority: TestCertificate
let rsa: SigningCertificate
let ec: SigningCertificate

beforeAll(async () => {
  report = await renderPdf(aReport({ body: aMonthOfWork() }), shippedLayout('HD05_2026'))
  authority = await aCertificate({ name: 'Cơ quan cấp chứng thư thử' })
  const [one, two] = [
    await aCertificate({ issuer: authority }),
    await aCertificate({ name: 'HỘI PHỤ NỮ XÃ THỬ', key: 'EC' }),
  ]
  rsa = await openedCertificate(await aP12(one, 'mat khau', { order: [one, authority] }), 'mat khau')
  ec = await openedCertificate(await aP12(two, 'mat khau'), 'mat khau')
})
afterEach(() => signPdfsWith({ folder: undefined, timestampUrl: undefined }))
afterAll(() => rmSync(folder, { recursive: true }))

const signing = (certificate: SigningCertificate) => ({
  certificate,
  name: 'Nguyễn Văn A',
  reason: 'Ký (số) báo cáo tháng 01 \\ 2027',
  location: 'Cần Đước',
  when,
})

/** What Poppler says of each signature, where it is on this machine. */
function saidByPdfsig(pdf: Uint8Array): string[] {
  const file = join(folder, 'signed.pdf')
  writeFileSync(file, pdf)
  const { stdout } = spawnSync('pdfsig', ['-nocert', file], {
    encoding: 'utf8',
    env: { HOME: folder, LC_ALL: 'C' },
  })
  return stdout.split(/^Signature #\d+:$/m).slice(1)
}

/** The signature as whoever knows no code of ours takes it out: the range, the value in its gap, and what is signed. */
function takenOut(pdf: Uint8Array) {
  const text = Buffer.from(pdf).toString('latin1')
  return [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/g)].map((match) => {
    const [from = 0, to = 0, rest = 0] = match.slice(1).map(Number)
    const content = Buffer.concat([pdf.subarray(0, from), pdf.subarray(to, to + rest)])
    return { from, to, end: to + rest, content, cms: Buffer.from(text.slice(from + 1, to - 1), 'hex') }
  })
}

/** Whether a signature is whole, as the library of certificates checks it by itself, without our checker. */
async function holds({ cms, content }: ReturnType<typeof takenOut>[number]): Promise<boolean> {
  const data = new SignedData({ schema: ContentInfo.fromBER(new Uint8Array(cms).buffer).content })
  // An engine of its own: the one that @libpdf/core sets for the whole process cannot do this.
  const engine = new CryptoEngine({ name: 'test', crypto: globalThis.crypto })
  return data.verify({ signer: 0, data: new Uint8Array(content).buffer }, engine)
}

test('a report is signed so that every byte of it stays, and any reader can check who signed what', async () => {
  const signed = await signPdf(report, signing(rsa))

  expect(Buffer.compare(signed.subarray(0, report.length), report)).toBe(0)
  const [outside] = takenOut(signed)
  if (!outside) throw new Error('no signature')
  expect(outside.end).toBe(signed.length)
  expect(signed[outside.from]).toBe('<'.charCodeAt(0))
  expect(signed[outside.to - 1]).toBe('>'.charCodeAt(0))
  expect(outside.cms.includes(createHash('sha256').update(outside.content).digest())).toBe(true)
  expect(await holds(outside)).toBe(true)
  // PAdES leaves the signer's clock to the dictionary (ETSI EN 319 142-1): no signing-time (1.2.840.113549.1.9.5).
  expect(outside.cms.includes(Buffer.from('06092a864886f70d010905', 'hex'))).toBe(false)
  expect(await verifyPdf(signed)).toEqual([
    {
      state: 'valid',
      coversAll: true,
      covers: signed.length,
      signer: expect.objectContaining({
        name: 'ĐẢNG ỦY XÃ THỬ',
        organisation: 'Xã Thử',
        issuer: 'Cơ quan cấp chứng thư thử',
      }),
      said: {
        name: 'Nguyễn Văn A',
        reason: 'Ký (số) báo cáo tháng 01 \\ 2027',
        location: 'Cần Đước',
        when,
      },
      timestamp: undefined,
    },
  ])
})

test('what is signed reads as before: pages, text, tags, PDF/A', async () => {
  const read = async (pdf: Uint8Array) =>
    extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })

  const signed = await signPdf(report, signing(rsa))

  expect(await read(signed)).toEqual(await read(report))
  const update = Buffer.from(signed.subarray(report.length)).toString('latin1')
  for (const kept of ['/StructTreeRoot', '/MarkInfo', '/Metadata', '/OutputIntents', '/Lang (vi-VN)'])
    expect(update).toContain(kept)
  // Fonts that are named and not embedded are no PDF/A any more.
  expect(update).not.toContain('/BaseFont')
})

test('a second signature leaves the first valid, and says that it was added later', async () => {
  const first = await signPdf(report, signing(rsa))

  const second = await signPdf(first, { ...signing(ec), name: 'Trần Thị B' })

  expect(await Promise.all(takenOut(second).map(holds))).toEqual([true, true])
  const found = await verifyPdf(second)
  expect(found?.map(({ state, coversAll, covers, said }) => [state, coversAll, covers, said.name])).toEqual([
    ['valid', false, first.length, 'Nguyễn Văn A'],
    ['valid', true, second.length, 'Trần Thị B'],
  ])
})

// `npm test` installs it on Debian; where checks are run for everybody it may not be missing.
test.skipIf(!hasPdfsig && !process.env.CI)(
  'Poppler finds both signatures valid, and a changed byte',
  async () => {
    const first = await signPdf(report, signing(rsa))
    const second = await signPdf(first, signing(ec))

    const [one, two] = saidByPdfsig(second)
    expect(one).toContain('Signature is Valid.')
    expect(one).toContain('Not total document signed')
    expect(one).toContain('ETSI.CAdES.detached')
    expect(two).toContain('Signature is Valid.')
    expect(two).toContain('Total document signed')
    expect(saidByPdfsig(changedAt(second, 9000))[0]).toContain('Digest Mismatch')
  },
)

const changedAt = (bytes: Uint8Array, at: number): Uint8Array => {
  const changed = new Uint8Array(bytes)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

test('a changed byte, bytes added behind, a shifted range and another signature are all seen', async () => {
  const signed = await signPdf(report, signing(rsa))
  const [place] = takenOut(signed)
  if (!place) throw new Error('no signature')
  const written = (text: string, at: number) => {
    const copy = Buffer.from(signed)
    copy.write(text, at, 'latin1')
    return copy
  }
  const rangeAt = Buffer.from(signed).indexOf('/ByteRange [0 ')
  const shifted = `/ByteRange [0 ${place.from} ${place.to + 1} ${place.end - place.to - 1}]`
  const more = Buffer.concat([signed, Buffer.from('\n% thêm sau khi ký\n')])
  const states = async (pdf: Uint8Array) =>
    (await signaturesOf(pdf))?.map((one) => [one.state, one.coversAll])

  // In a stream of the report, in what the update says of the signing, and in the signature's last byte.
  expect(await states(changedAt(signed, 9000))).toEqual([['changed', true]])
  expect(await states(written('Z', Buffer.from(signed).indexOf('/Reason <FEFF') + 14))).toEqual([
    ['changed', true],
  ])
  expect(await states(written('00', place.from + 1 + 2 * lengthOf(place.cms) - 2))).toEqual([
    ['changed', true],
  ])
  expect(await states(written(shifted, rangeAt))).toEqual([['changed', false]])
  expect(await states(more)).toEqual([['valid', false]])
})

const lengthOf = (cms: Buffer): number => 4 + cms.readUInt16BE(2)

test('what is no PDF, or is cut off, is not signed, and has no signatures', async () => {
  const none = Buffer.from('Báo cáo này không phải là PDF.')

  for (const broken of [none, new Uint8Array(), report.subarray(0, report.length - 2000)])
    await expect(signPdf(broken, signing(rsa))).rejects.toMatchObject({ code: 'pdf_is_broken' })
  expect(await verifyPdf(none)).toBeUndefined()
  expect(await verifyPdf(report)).toEqual([])
})

test.each([
  ['after its end', 'certificate_has_expired', '2036-01-02T00:00:00Z', '01/01/2036'],
  ['before its beginning', 'certificate_is_not_yet_valid', '2025-12-31T00:00:00Z', '01/01/2026'],
])('a certificate signs nothing %s', async (_, code, at, day) => {
  await expect(signPdf(report, { ...signing(rsa), when: new Date(at) })).rejects.toMatchObject({
    code,
    params: { day },
  })
})

test('the certificate of the key is found wherever it stands in its file', async () => {
  const own = await aCertificate({ issuer: authority, name: 'Ở cuối tệp' })

  const opened = await openedCertificate(await aP12(own, 'x', { order: [authority, own] }), 'x')

  expect(Buffer.compare(opened.der, own.der)).toBe(0)
  expect(opened.chain.map((der) => Buffer.compare(der, authority.der))).toEqual([0])
})

test('the certificate of a unit lies in the folder with its password beside it', async () => {
  const own = await aCertificate()
  const put = (name: string, content: Uint8Array | string) => writeFileSync(join(folder, name), content)
  put('xa-thu.p12', await aP12(own, 'mật khẩu'))
  put('xa-thu.password', 'mật khẩu\n')
  put('xa-sai.p12', await aP12(own, 'mật khẩu'))
  put('xa-sai.password', 'sai')
  put('xa-thieu.p12', await aP12(own, 'mật khẩu'))
  put('xa-hong.p12', (await aP12(own, 'x')).subarray(0, 700))
  put('xa-hong.password', 'x')
  put('xa-khong-khoa.p12', await aP12(own, 'x', { key: null }))
  put('xa-khong-khoa.password', 'x')
  put('xa-la.p12', await aP12(own, 'x', { key: await anUnknownKey() }))
  put('xa-la.password', 'x')
  put('xa-lech.p12', await aP12(own, 'x', { key: (await aCertificate()).keys.privateKey }))
  put('xa-lech.password', 'x')
  expect(hasCertificate('xa-thu')).toBe(false)
  signPdfsWith({ folder, timestampUrl: undefined })

  expect(hasCertificate('xa-thu')).toBe(true)
  expect((await certificateOf('xa-thu'))?.validTo).toEqual(new Date('2036-01-01'))
  expect(await certificateOf('xa-khong-co')).toBeUndefined()
  expect(await certificateOf(`../${folder.split('/').at(-1)}/xa-thu`)).toBeUndefined()
  const refused = (code: string, file: string) => ({ code, params: { file } })
  for (const [slug, code, file] of [
    ['xa-sai', 'certificate_password_is_wrong', 'xa-sai.p12'],
    ['xa-thieu', 'certificate_password_is_missing', 'xa-thieu.password'],
    ['xa-hong', 'certificate_file_is_broken', 'xa-hong.p12'],
    ['xa-khong-khoa', 'certificate_file_is_broken', 'xa-khong-khoa.p12'],
    ['xa-la', 'certificate_key_is_unknown', 'xa-la.p12'],
    ['xa-lech', 'certificate_file_is_broken', 'xa-lech.p12'],
  ] as const)
    await expect(certificateOf(slug)).rejects.toMatchObject(refused(code, file))
})

test('where a timestamp server is configured, it confirms the time of the signature', async () => {
  const at = new Date('2027-02-05T01:30:07Z')
  const server = await aTimestampServer(at)
  signPdfsWith({ folder, timestampUrl: server.url })

  const signed = await signPdf(report, signing(rsa))
  await server.end()

  const [found] = (await verifyPdf(signed)) ?? []
  expect(found).toMatchObject({
    state: 'valid',
    timestamp: { at, by: 'Máy chủ dấu thời gian thử', isValid: true },
  })
  if (hasPdfsig) expect(saidByPdfsig(signed)[0]).toContain('Signature is Valid.')
})

test.each<Misbehaviour>(['refuses', 'confirms something else', 'is broken'])(
  'nothing is signed without a time where the server %s',
  async (misbehaviour) => {
    const server = await aTimestampServer(when, misbehaviour)
    signPdfsWith({ folder, timestampUrl: server.url })

    await expect(signPdf(report, signing(rsa))).rejects.toMatchObject({ code: 'timestamp_was_refused' })
    await server.end()
  },
)

test('a timestamp server without certificates is a mistake that is named', () => {
  const timestamps = { PDF_TIMESTAMP_URL: 'https://tsa.example.vn' }

  expect(() => readConfig(timestamps)).toThrow('PDF_CERTIFICATES')
  expect(readConfig({ ...timestamps, PDF_CERTIFICATES: '/etc/lantoa' }).PDF_CERTIFICATES).toBe('/etc/lantoa')
  expect(() => readConfig({ PDF_TIMESTAMP_URL: 'ldap://x', PDF_CERTIFICATES: '/x' })).toThrow(
    'PDF_TIMESTAMP_URL',
  )
})

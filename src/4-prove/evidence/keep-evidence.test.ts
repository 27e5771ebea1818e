import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { renderDocx, renderPdf } from '#platform/documents'
import { hashOfKept, keepFilesIn, keptFile, sha256 } from '#platform/files'
import { aMonthOfWork, aReport } from '../../platform/documents/documents.fixture.ts'
import { shippedLayout } from '../../platform/documents/layout.fixture.ts'
import { zipOf } from '../../platform/zipped.fixture.ts'
import { anOfficeFile, anOpenDocument, aPdf, packedObjects } from './keep/documents.fixture.ts'
import { keepEvidence } from './keep-evidence.ts'
import { keptName, largestOf } from './kinds.ts'

const folder = mkdtempSync(join(tmpdir(), 'lantoa-evidence-'))
keepFilesIn(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sample = (name: string) => readFileSync(join(import.meta.dirname, 'keep/samples', name))
const filesKept = () =>
  readdirSync(folder, { recursive: true }).filter((name) => /[0-9a-f]{64}\./.test(String(name))).length

/** The bytes as they come over a line. */
async function* arriving(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
}

/** A spreadsheet as a real program writes it. */
const aSheet = (bookType: 'xlsx' | 'ods'): Buffer => {
  const book = utils.book_new()
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['Hộ', 'kg'],
      ['Ấp 1', 12.5],
    ]),
    'Danh sách',
  )
  return write(book, { type: 'buffer', bookType }) as Buffer
}

describe('a real file', () => {
  test.each([
    ['video.mp4', 'video/mp4'],
    ['video.mov', 'video/quicktime'],
    ['video.webm', 'video/webm'],
    ['video.3gp', 'video/3gpp'],
    ['sound.mp3', 'audio/mpeg'],
    ['sound.m4a', 'audio/mp4'],
    ['sound.ogg', 'audio/ogg'],
    ['sound.opus', 'audio/ogg'],
    ['sound.wav', 'audio/wav'],
  ])('%s is kept byte for byte as %s, in memory or as a stream', async (name, mediaType) => {
    const bytes = sample(name)

    const kept = await keepEvidence(bytes, `anh\\..\\${name}`)
    const streamed = await keepEvidence(arriving(bytes), name)

    expect(kept).toMatchObject({ mediaType, name, bytes: bytes.length, sha256: sha256(bytes) })
    expect(streamed).toEqual(kept)
    expect(await hashOfKept(keptName(kept))).toBe(kept.sha256)
    expect(readdirSync(join(folder, 'arriving'))).toEqual([])
  })

  test.each([
    ['Danh sách.xlsx', () => aSheet('xlsx'), 'spreadsheetml.sheet'],
    ['Danh sách.ods', () => aSheet('ods'), 'opendocument.spreadsheet'],
    ['Biên bản.docx', () => anOfficeFile('docx'), 'wordprocessingml.document'],
    ['Trình chiếu.pptx', () => anOfficeFile('pptx'), 'presentationml.presentation'],
    ['Biên bản.odt', () => anOpenDocument('text'), 'opendocument.text'],
    ['Kế hoạch.pdf', () => aPdf(), 'application/pdf'],
    [
      'Kế hoạch có liên kết.pdf',
      () =>
        aPdf({
          objects: ['4 0 obj\n<</S/URI/URI(https://example.vn)>>\nendobj\n', packedObjects('7 0 <</A 1>>')],
        }),
      'application/pdf',
    ],
  ])('%s is kept', async (name, make, mediaType) => {
    const bytes = make()

    const kept = await keepEvidence(bytes, name)

    expect(kept.mediaType).toContain(mediaType)
    expect(kept.name).toBe(name)
    expect((await keptFile(keptName(kept)))?.equals(bytes)).toBe(true)
  })

  test('a report that the system printed itself is taken, as .docx and as PDF', async () => {
    const report = aReport({ system: 'party', body: aMonthOfWork(), marking: 'DỮ LIỆU MINH HOẠ' })
    const layout = shippedLayout('HD05_2026')

    const kept = await Promise.all([
      keepEvidence(await renderDocx(report, layout), 'Báo cáo.docx'),
      keepEvidence(await renderPdf(report, layout), 'Báo cáo.pdf'),
    ])

    expect(kept.map(({ bytes }) => bytes > 5000)).toEqual([true, true])
  })

  test('a recording with a large picture of its cover before the sound is still found to be one', async () => {
    const sound = sample('sound.mp3').subarray(sample('sound.mp3').indexOf(Buffer.from('fff3', 'hex')))
    const size = 300_000
    const tag = Buffer.from([
      ...Buffer.from('ID3\x04\0\0', 'latin1'),
      ...[21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f),
    ])

    const kept = await keepEvidence(
      Buffer.concat([tag, Buffer.alloc(size), ...Array(40).fill(sound)]),
      'a.mp3',
    )

    expect(kept.mediaType).toBe('audio/mpeg')
  })

  test('an MP4 that a phone has filled up with zeros is whole', async () => {
    const kept = await keepEvidence(Buffer.concat([sample('video.mp4'), Buffer.alloc(512)]), 'a.mp4')

    expect(kept.mediaType).toBe('video/mp4')
  })

  test('a HEIC photo of a phone is taken as it is and kept as a JPEG, upright, without what was in its EXIF', async () => {
    const kept = await keepEvidence(sample('photo.heic'), 'IMG_0042.HEIC')

    expect(kept).toMatchObject({
      mediaType: 'image/jpeg',
      width: 96,
      height: 64,
      takenAt: '2026-03-08 09:15:00',
    })
    const { data } = await sharp(await keptFile(`${kept.sha256}.jpg`))
      .raw()
      .toBuffer({ resolveWithObject: true })
    // The green circle lies left of the middle, on red.
    expect(data[(30 * 96 + 30) * 3 + 1]).toBeGreaterThan(120)
    expect(data[(30 * 96 + 90) * 3]).toBeGreaterThan(150)
  })

  test('a HEIC photo of too many pixels is refused for its size and not for its kind', async () => {
    const huge = Buffer.from(sample('photo.heic'))
    const size = huge.indexOf('ispe') + 8
    huge.writeUInt32BE(16_000, size)
    huge.writeUInt32BE(12_000, size + 4)

    await expect(keepEvidence(huge, 'IMG_0043.HEIC')).rejects.toMatchObject({
      code: 'photo_has_too_many_pixels',
      params: { name: 'IMG_0043.HEIC', megapixels: 192, maximum: 100 },
    })
  })

  test('a photo of nearly 20 MB is taken and shrunk', async () => {
    const [width, height] = [3200, 2400]
    const noise = Buffer.alloc(width * height * 3)
    for (let index = 0, seed = 1; index < noise.length; index += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      noise[index] = seed >> 16
    }
    const large = await sharp(noise, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 98, chromaSubsampling: '4:4:4' })
      .toBuffer()
    expect(large.length).toBeGreaterThan(14 * 1024 * 1024)

    const kept = await keepEvidence(large, 'lon.jpg')

    expect(kept).toMatchObject({ width: 1600, height: 1200 })
    expect(kept.bytes).toBeLessThan(large.length / 3)
  })
})

const script = '<script>alert(1)</script>'
const relation = (target: string, type: string) =>
  `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`
const half = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length * 0.6))
const action = (name: string) => `/OpenAction<</S/${name}/JS(app.alert\\(1\\))>>`

describe('refused with a word, and nothing is kept:', () => {
  test.each<[string, () => Buffer, string]>([
    [
      'an SVG with script',
      () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
      'file_kind_is_refused',
    ],
    ['a web page', () => Buffer.from(`<!doctype html><html>${script}</html>`), 'file_kind_is_refused'],
    [
      'a program for Windows',
      () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]),
      'file_kind_is_refused',
    ],
    ['a program for Linux', () => readFileSync(process.execPath).subarray(0, 4000), 'file_kind_is_refused'],
    [
      'an old .doc',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]),
      'file_kind_is_refused',
    ],
    ['a plain zip', () => zipOf({ 'a.txt': 'a' }), 'file_kind_is_refused'],
    ['a text', () => Buffer.from('Biên bản họp chi hội'), 'file_kind_is_refused'],
    ['nothing at all', () => Buffer.alloc(0), 'file_kind_is_refused'],
    ['a HEIC that breaks off', () => half(sample('photo.heic')), 'photo_is_heic'],
    ['half an MP4', () => half(sample('video.mp4')), 'file_is_broken'],
    ['half a MOV', () => half(sample('video.mov')), 'file_is_broken'],
    ['half a WebM', () => half(sample('video.webm')), 'file_is_broken'],
    ['half a 3GP', () => half(sample('video.3gp')), 'file_is_broken'],
    ['half an M4A', () => half(sample('sound.m4a')), 'file_is_broken'],
    ['half an OGG', () => half(sample('sound.ogg')), 'file_is_broken'],
    ['half a WAV', () => half(sample('sound.wav')), 'file_is_broken'],
    [
      'a head of an MP4 before a program',
      () => Buffer.concat([sample('video.mp4').subarray(0, 32), Buffer.alloc(5000, 'MZ')]),
      'file_is_broken',
    ],
    [
      'a head of an MP3 before a web page',
      () => Buffer.concat([sample('sound.mp3').subarray(0, 200), Buffer.from(`<html>${script.repeat(200)}`)]),
      'file_kind_is_refused',
    ],
    [
      'a zip bomb as .xlsx',
      () => anOfficeFile('xlsx', { 'xl/worksheets/sheet1.xml': Buffer.alloc(210 * 1024 * 1024) }),
      'document_unpacks_too_large',
    ],
    [
      'a zip bomb whose directory lies',
      () => zipOf({ '[Content_Types].xml': 'x', 'xl/workbook.xml': Buffer.alloc(210 * 1024 * 1024) }, 10),
      'document_unpacks_too_large',
    ],
    ['half a .docx', () => half(anOfficeFile('docx')), 'file_is_broken'],
    [
      'a .docx with macros',
      () => anOfficeFile('docx', { 'word/vbaProject.bin': 'x' }),
      'document_has_macros',
    ],
    [
      'a sheet of macros',
      () => anOfficeFile('xlsx', { 'xl/macrosheets/sheet1.xml': '<x/>' }),
      'document_has_macros',
    ],
    [
      'an .odt with scripts',
      () => anOpenDocument('text', { 'Basic/Standard/Module1.xml': '<x/>' }),
      'document_has_macros',
    ],
    [
      'an .odt with a password',
      () => anOpenDocument('text', { 'META-INF/manifest.xml': '<manifest:encryption-data/>' }),
      'document_is_locked',
    ],
    [
      'a .docx with a program inside',
      () => anOfficeFile('docx', { 'word/embeddings/oleObject1.bin': 'x' }),
      'document_is_active',
    ],
    [
      'a .docx that fetches its template',
      () =>
        anOfficeFile('docx', {
          'word/_rels/settings.xml.rels': relation('https://example.invalid/t.dotm', 'attachedTemplate'),
        }),
      'document_is_active',
    ],
    ...[
      '//may-khac/mau/t.dotx',
      '\\\\may-khac\\mau\\t.dotx',
      'file://may-khac/mau/t.dotx',
      'file:////may-khac/mau/t.dotx',
      'file:///%5C%5Cmay-khac/t.dotx',
      '&#104;ttps://example.invalid/t.dotx',
      'ms-word:ofe|u|https://example.invalid/t.dotx',
    ].map((target): [string, () => Buffer, string] => [
      `a .docx that fetches its template from ${target}`,
      () => anOfficeFile('docx', { 'word/_rels/settings.xml.rels': relation(target, 'attachedTemplate') }),
      'document_is_active',
    ]),
    [
      'a .docm under the name of a .docx',
      () =>
        anOfficeFile('docx', {
          '[Content_Types].xml':
            '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        }),
      'document_has_macros',
    ],
    [
      'a .docx that fetches its template and says so in UTF-16',
      () =>
        anOfficeFile('docx', {
          'word/_rels/settings.xml.rels': Buffer.from(
            `\ufeff${relation('https://example.invalid/t.dotm', 'attachedTemplate')}`,
            'utf16le',
          ),
        }),
      'document_is_active',
    ],
    [
      'a .docx with a workbook of macros inside',
      () => anOfficeFile('docx', { 'word/embeddings/sheet.xlsm': 'x' }),
      'document_has_macros',
    ],
    ['a PDF with JavaScript', () => aPdf({ catalogue: action('JavaScript') }), 'document_is_active'],
    [
      'a PDF with JavaScript in disguise',
      () => aPdf({ catalogue: action('J#61va#53cript') }),
      'document_is_active',
    ],
    [
      'a PDF with JavaScript in a packed object',
      () => aPdf({ objects: [packedObjects('7 0 <</S/JavaScript/JS(x)>>')] }),
      'document_is_active',
    ],
    [
      'a PDF that starts a program',
      () => aPdf({ catalogue: '/OpenAction<</S/Launch/F(cmd.exe)>>' }),
      'document_is_active',
    ],
    [
      'a PDF with a file inside',
      () => aPdf({ catalogue: '/Names<</EmbeddedFiles<<>>>>' }),
      'document_is_active',
    ],
    [
      'a PDF with a password',
      () => Buffer.from(aPdf().toString('latin1').replace('/Root', '/Encrypt 9 0 R/Root'), 'latin1'),
      'document_is_locked',
    ],
    ['half a PDF', () => half(aPdf()), 'file_is_broken'],
    [
      'a PDF whose packed objects unpack without end',
      () => aPdf({ objects: [packedObjects(' '.repeat(70 * 1024 * 1024))] }),
      'document_unpacks_too_large',
    ],
  ])('%s', async (_, make, code) => {
    const before = filesKept()

    await expect(keepEvidence(make(), 'tep')).rejects.toMatchObject({ code, fields: [{ field: 'photos' }] })

    expect(filesKept()).toBe(before)
  })

  test.each([
    'file:///D:\\Mau\\bao-cao-mau.dotx',
    'file:///C:/Users/an/AppData/Roaming/Microsoft/Templates/Normal.dotm',
    'C:\\Mau\\mau.dotx',
    'file:///Users/an/mau.dotx',
    'Normal.dotm',
  ])('but a .docx that only notes the template %s of its author is kept', async (target) => {
    const bytes = anOfficeFile('docx', {
      'word/_rels/settings.xml.rels': relation(target, 'attachedTemplate'),
    })

    expect((await keepEvidence(bytes, 'bao-cao.docx')).name).toBe('bao-cao.docx')
  })

  test('a report that Word made from a template on a machine is kept', async () => {
    const bytes = readFileSync(new URL('keep/fixtures/van-ban-theo-mau-tren-may.docx', import.meta.url))

    expect((await keepEvidence(bytes, 'bao-cao.docx')).name).toBe('bao-cao.docx')
  })

  test('a recording larger than one may be, and a stream that does not end', async () => {
    const wave = Buffer.concat([sample('sound.wav'), Buffer.alloc(largestOf.audio)])
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.alloc(4 * 1024 * 1024)
    }

    await expect(keepEvidence(wave, 'a.wav')).rejects.toMatchObject({ code: 'file_is_too_large' })
    await expect(keepEvidence(endless(), 'a.mp4')).rejects.toMatchObject({ code: 'file_is_too_large' })

    expect(readdirSync(join(folder, 'arriving'))).toEqual([])
  })

  test('a stream that breaks off leaves nothing behind', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield sample('video.mp4').subarray(0, 1000)
      throw new Error('the line dropped')
    }

    await expect(keepEvidence(broken(), 'a.mp4')).rejects.toThrow('the line dropped')

    expect(readdirSync(join(folder, 'arriving'))).toEqual([])
  })
})

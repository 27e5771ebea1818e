import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asSystem, hashPassword } from '#access'
import { keepFilesIn } from '#platform/files'
import { newId } from '#platform/ids'
import { packPlace } from '#platform/lists/page'
import { useSecret } from '#platform/secret'
import { setHash } from '../../src/1-ground/access/sign-in/store.ts'
import { registered } from '../../src/2-promise/tasks/programme.fixture.ts'
import { wordTheme } from '../../src/2-promise/themes/word-theme.ts'
import { checkActivity } from '../../src/3-capture/activities/check-activity.ts'
import { recordActivity } from '../../src/3-capture/activities/record-activity.ts'
import { planSession } from '../../src/3-capture/gatherings/plan-session.ts'
import { aSession } from '../../src/3-capture/gatherings/session.fixture.ts'
import { web } from '../../src/web.ts'
import { useDatabase } from '../support/database.ts'
import { aDistrict, anEntry, sponsorship } from '../support/district.ts'

useDatabase()

const origin = 'http://localhost'
const faults: unknown[] = []
const app = web({ site: { name: 'Thử' }, log: (fault) => faults.push(fault) })
const folder = mkdtempSync(join(tmpdir(), 'lantoa-files-'))
let district: Awaited<ReturnType<typeof aDistrict>>
let cookies: Record<'recorder' | 'checker' | 'stranger', string>

const send = (path: string, init: RequestInit & { as?: keyof typeof cookies; from?: string } = {}) =>
  app.request(origin + path, {
    ...init,
    headers: {
      origin: init.from ?? origin,
      cookie: init.as ? cookies[init.as] : '',
      ...(init.headers as Record<string, string>),
    },
  })
const form = (fields: Record<string, string>) => new URLSearchParams(fields)

beforeAll(async () => {
  keepFilesIn(folder)
  useSecret('x'.repeat(40), '')
  district = await aDistrict()
  const hash = await hashPassword('con trâu đi trước')
  const cookieOf = async (person: { personId: string }) => {
    await asSystem('test.password', (tx) => setHash(tx, person.personId, hash))
    const answer = await send('/dang-nhap', {
      method: 'POST',
      body: form({ login: `p${person.personId.slice(-12)}`, password: 'con trâu đi trước' }),
    })
    expect(answer.status).toBe(303)
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  cookies = {
    recorder: await cookieOf(district.recorder),
    checker: await cookieOf(district.checker),
    stranger: await cookieOf(district.stranger),
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const hostile = [
  '',
  'x'.repeat(100_000),
  '\0',
  "'; drop table org.unit; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '-1',
  '1e309',
  '2026-02-30',
  '💥'.repeat(50),
  '{"a":',
  'null',
  newId(),
]

test('no hostile value in any form or address is answered with a fault of ours', async () => {
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.recorder, entry)
  const sessionId = await planSession(district.checker, district.commune, aSession())
  const document = await registered(district.checker, district.commune, { number: 1, symbol: '01-KH/ĐU' })
  const themeId = newId()
  await wordTheme(district.checker, {
    id: themeId,
    unitId: district.commune,
    span: 'year',
    fromYear: 2026,
    toYear: null,
    shortTitle: 'Chuyên đề',
    title: 'Chuyên đề thử',
    document: '',
  })
  const forms: [string, string[]][] = [
    [
      `/ghi-hoat-dong/${district.initiativeId}`,
      ['id', 'day', 'summary', 'a.waste', 'a.households', 'photosSent'],
    ],
    [`/hoat-dong/${entry.id}/sua`, ['seen', 'day', 'summary', 'reason', 'a.waste']],
    [`/hoat-dong/${entry.id}/duyet`, ['seen', 'verdict', 'reason', 'field']],
    [`/hoat-dong/${entry.id}/mo-lai`, ['seen', 'reason']],
    [`/hoat-dong/${entry.id}/xac-nhan`, ['size', 'days']],
    ['/xn', ['code']],
    ['/xn/ABCDE12345ABCDE12345', ['happened', 'received', 'quality', 'remark']],
    [`/dan-noi-khac/${entry.id}`, ['settlement']],
    [`/xac-nhan/${entry.id}/in`, ['seen', 'handedOutBy']],
    [`/cau-tra-loi-cho-xem/${entry.id}`, ['counts', 'settlement']],
    [
      '/kiem-tra-thuc-te/moi',
      ['unit', 'indicator', 'kind', 'period', 'purpose', 'confidence', 'tolerable', 'expected'],
    ],
    [`/kiem-tra-thuc-te/${entry.id}/${entry.id}`, ['outcome', 'note', 'a.waste']],
    ['/quan-ly/mo-hinh/them', ['kind', 'unitId', 'name', 'summary']],
    [
      `/quan-ly/mo-hinh/${district.initiativeId}/buoc`,
      ['to', 'version', 'day', 'document', 'note', 'learnt'],
    ],
    [`/quan-ly/mo-hinh/${district.initiativeId}/nhan-rong`, ['unitId', 'name', 'summary']],
    [
      `/quan-ly/mo-hinh/${district.initiativeId}/huong-dan`,
      ['how', 'steps', 'peopleNeeded', 'preparationDays', 'costDong', 'costNote'],
    ],
    [
      `/quan-ly/mo-hinh/${district.initiativeId}/chi-tieu`,
      ['amount.test_waste_kg', 'until.test_waste_kg', 'amount.nothing'],
    ],
    [`/quan-ly/mo-hinh/${district.initiativeId}/cong-nhan`, ['level', 'document', 'day', 'issuer']],
    [`/quan-ly/mo-hinh/${district.initiativeId}/cong-nhan/rut`, ['recognitionId', 'why']],
    [`/quan-ly/mo-hinh/lien-he/${district.union}`, ['phone', 'email', 'address']],
    [`/bao-cao/${district.communeSlug}/2026-03`, ['seen', 'number', 'issuedOn', 'signer', 'leadership']],
    [`/so-lieu-chi-tiet/${district.communeSlug}/test_waste_kg/chia-se`, ['days']],
    [`/minh-chung/${newId()}/che`, ['act', 'cover.0.left', 'cover.0.top', 'cover.0.width', 'cover.0.height']],
    [`/hoat-dong/${entry.id}/cong-khai`, ['file', 'isPublic']],
    [
      '/dong-y/moi',
      [
        'unitId',
        'personName',
        'personKind',
        'guardianName',
        'purpose',
        'givenOn',
        'givenHow',
        'validUntil',
        'attachmentId',
      ],
    ],
    [`/dong-y/${newId()}/rut`, ['reason']],
    [`/minh-chung/${newId()}/dong-y`, ['consentId']],
    [`/cau-hoi-so-lieu/${entry.id}`, ['verdict', 'words', 'seen']],
    [`/cau-hoi-anh/${newId()}`, ['answer', 'reason']],
    [
      '/hoc-tap/moi',
      [
        'unitId',
        'title',
        'occasion',
        'themeId',
        'documents.x',
        'day',
        'startsAt',
        'endsAt',
        'form',
        'place',
        'presenter',
      ],
    ],
    [
      `/hoc-tap/${sessionId}/sua`,
      ['seen', 'reason', 'title', 'occasion', 'day', 'startsAt', 'endsAt', 'form'],
    ],
    [
      `/hoc-tap/${sessionId}/moi`,
      ['act', 'kind', 'line', 'unitId', 'under', `expectedMembers.${district.union}`],
    ],
    [
      `/hoc-tap/${sessionId}/diem-danh`,
      ['seen', 'counted', 'headCount', 'members.none', 'others.none', 'way.none'],
    ],
    [`/hoc-tap/${sessionId}/to-chuc`, ['seen']],
    [`/hoc-tap/${sessionId}/huy`, ['seen', 'reason']],
    [`/hoc-tap/${sessionId}/danh-sach/go`, ['lines']],
    [`/hoc-tap/${sessionId}/danh-sach/bo`, ['listedId', 'reason']],
    [`/hoc-tap/${sessionId}/danh-sach/nhap/${newId()}`, ['fileHash', 'seen', 'reason']],
    [`/hoc-tap/${sessionId}/cua`, ['asks', 'most']],
    [`/hoc-tap/${sessionId}/cua/them`, ['act', 'unitId', 'member']],
    [`/hoc-tap/${sessionId}/tai-lieu`, ['title', 'href']],
    ['/diem-danh', ['code']],
    ['/diem-danh/ABCDEFGH', ['pass', 'unitId', 'member']],
    ['/diem-danh/ABCDEFGH/y-kien', ['clear', 'useful', 'timely', 'remark']],
    [
      '/van-ban/them',
      [
        'id',
        'unitId',
        'direction',
        'type',
        'number',
        'symbol',
        'issuedOn',
        'receivedOn',
        'issuer',
        'subject',
        'validFrom',
        'validTo',
        'carries',
        'clause',
      ],
    ],
    [`/van-ban/${document.id}/sua`, ['type', 'number', 'symbol', 'issuedOn', 'subject', 'seen', 'why']],
    [`/van-ban/${document.id}/lien-ket`, ['carries', 'clause']],
    [`/van-ban/${document.id}/lien-ket/chuyen`, ['aboveId']],
    [`/van-ban/${document.id}/thay-the`, ['by']],
    [`/van-ban/${document.id}/rut`, ['why']],
    [`/van-ban/so/${district.commune}/ky-hieu`, ['system', 'symbol', 'numbering']],
    [`/van-ban/so/${district.commune}/nhiem-ky`, ['id', 'name', 'closedOn']],
    [`/van-ban/so/${district.commune}/giu`, ['type', 'number', 'note']],
    [`/van-ban/so/${district.commune}/tra`, ['id']],
    ['/van-ban/nhap', ['unitId', 'direction', 'file']],
    [`/van-ban/nhap/${entry.id}`, ['fileHash', 'seen']],
    ['/chuyen-de/them', ['id', 'unitId', 'span', 'fromYear', 'toYear', 'shortTitle', 'title', 'document']],
    [`/chuyen-de/${themeId}/sua`, ['shortTitle', 'title', 'document', 'why']],
    [`/chuyen-de/${themeId}/ket-thuc`, ['lastDay', 'why']],
    [`/chuyen-de/${themeId}/tai-lieu`, ['title', 'address']],
    [`/quan-ly/mo-hinh/${district.initiativeId}/chuyen-de`, ['themes.x', 'themes']],
    [
      `/chi-tieu/${district.communeSlug}/dat?nam=2026`,
      ['indicator', 'amount', 'direction', 'documentId', 'note'],
    ],
    [
      `/chi-tieu/${district.communeSlug}/muc/test_waste_kg/giao?nam=2026`,
      [
        'direction',
        'documentId',
        'reason',
        `amount.${district.hamlet}`,
        `seen.${district.hamlet}`,
        'amount.x',
      ],
    ],
    [
      `/chi-tieu/${district.communeSlug}/muc/test_waste_kg/doi?nam=2026`,
      ['amount', 'direction', 'documentId', 'note', 'reason', 'seen'],
    ],
    [`/chi-tieu/${district.communeSlug}/muc/test_waste_kg/thoi?nam=2026`, ['reason', 'documentId', 'seen']],
    [`/chi-tieu/${district.communeSlug}/nhap?nam=2026`, ['file']],
    [`/chi-tieu/${district.communeSlug}/nhap/${newId()}?nam=2026`, ['fileHash', 'seen', 'reason']],
    ['/dang-ky-lam-theo/moi', ['year', 'cellId', 'themeId', 'words', 'indicator', 'amount']],
    [`/dang-ky-lam-theo/cua-toi/${newId()}/sua`, ['words', 'indicator', 'amount', 'seen']],
    [`/dang-ky-lam-theo/cua-toi/${newId()}/ket-qua`, ['outcome', 'words']],
    ['/dang-ky-lam-theo/cua-toi/x/rut', []],
    [
      '/dang-ky-lam-theo/tap-the/moi',
      ['unitId', 'year', 'themeId', 'words', 'initiativeId', 'indicator', 'amount'],
    ],
    [`/dang-ky-lam-theo/tap-the/${newId()}/ket-qua`, ['outcome', 'words']],
    [`/dang-ky-lam-theo/tap-the/${newId()}/xac-nhan`, ['words']],
    ['/dang-ky-lam-theo/tap-the/x/rut', []],
    ['/dang-ky-lam-theo/ban-giay', ['unitId', 'year', 'themeId', 'kind', 'count', 'note']],
    ['/dang-ky-lam-theo/ban-giay/x/rut', []],
    ['/tai-khoan', ['name', 'phone', 'language']],
    ['/tai-khoan/khoa', ['tokenName', 'days']],
    ['/dang-nhap', ['login', 'password']],
  ]
  for (const [path, fields] of forms)
    for (const value of hostile) {
      const body = form(Object.fromEntries(fields.map((field) => [field, value])))
      const { status } = await send(path, {
        method: 'POST',
        body,
        as: /duyet|chi-tieu|cau-hoi|bao-cao|chia-se|minh-chung|cong-khai|dong-y|hoc-tap|van-ban|chuyen-de\//.test(
          path,
        )
          ? 'checker'
          : 'recorder',
      })
      expect(status, `${path} ← ${value.slice(0, 30)}`).toBeLessThan(500)
    }
  for (const value of hostile.map((one) => encodeURIComponent(one.slice(0, 500))))
    for (const path of [
      `/hoat-dong/${value}`,
      `/thu-vien?q=${value}&nganh=${value}&loai=${value}&cap=${value}&chi-tieu=${value}&chi-phi=${value}&sau=${value}`,
      `/thu-vien?sau=${packPlace({ rank: 1, copies: 2, name: decodeURIComponent(value), id: newId() })}`,
      `/thu-vien/${value}`,
      `/thu-vien/${value}/lan-toa`,
      `/thu-vien-mo-hinh/${value}`,
      `/thu-vien-mo-hinh?q=${value}&sau=${value}`,
      `/quan-ly/mo-hinh/gan-giong?ten=${value}&loai=${value}&don-vi=${value}`,
      `/quan-ly/mo-hinh/${value}/nhan-rong`,
      `/quan-ly/mo-hinh/${value}/lan-toa`,
      `/quan-ly/mo-hinh/${value}/huong-dan`,
      `/quan-ly/mo-hinh/${value}/cong-nhan`,
      `/quan-ly/mo-hinh/lien-he/${value}`,
      `/api/v1/library?q=${value}&kind=${value}&after=${value}`,
      `/api/v1/library/${value}`,
      `/api/v1/initiatives/${value}/spread`,
      `/api/v1/initiatives-alike?name=${value}&kind=${value}&unit=${value}`,
      `/so-lieu-chi-tiet/${value}?ky=${value}`,
      `/so-lieu-chi-tiet?q=${value}`,
      `/so-sanh-so-lieu/${value}?ky=${value}`,
      `/so-sanh-so-lieu/${district.communeSlug}?chi-tieu=${value}&nganh=${value}&rieng=${value}&theo=${value}`,
      `/so-sanh-so-lieu/${district.communeSlug}/tai-ve.xlsx?ky=${value}`,
      `/api/v1/figures/${value}/breakdown?unit=${value}&period=${value}&by=${value}&theme=${value}`,
      `/so-lieu-chi-tiet/${district.communeSlug}/test_waste_kg/vi-sao?ky=2026&tu=${value}&loai=${value}&sau=${value}`,
      `/so-lieu-chi-tiet/${value}/${value}/vi-sao?ky=${value}`,
      `/lien-ket-chia-se?moi=${value}&sau=${value}`,
      `/chi-tieu?nam=${value}`,
      `/chi-tieu/${value}?nam=${value}`,
      `/chi-tieu/${district.communeSlug}?nam=${value}&da=${value}&moi=${value}`,
      `/chi-tieu/${district.communeSlug}/ben-duoi?nam=2026&muc=${value}`,
      `/chi-tieu/${district.communeSlug}/muc/${value}?nam=${value}`,
      `/chi-tieu/${district.communeSlug}/muc/test_waste_kg/giao?nam=2026&theo=${value}&de-xuat=${value}`,
      `/chi-tieu/${district.communeSlug}/dat?nam=2026&chi-so=${value}`,
      `/chi-tieu/${district.communeSlug}/xuat.xlsx?nam=${value}`,
      `/api/v1/targets?unit=${value}&year=${value}`,
      `/api/v1/targets/beneath?unit=${value}&state=${value}`,
      `/dang-ky-lam-theo?nam=${value}&da=${value}`,
      `/dang-ky-lam-theo/cua-toi/${value}`,
      `/dang-ky-lam-theo/tap-the?nam=${value}&sau=${value}`,
      `/dang-ky-lam-theo/tap-the/moi?don-vi=${value}`,
      `/dang-ky-lam-theo/tap-the/${value}`,
      `/dang-ky-lam-theo/minh-chung/${value}`,
      `/dang-ky-lam-theo/ban-giay?nam=${value}`,
      `/dang-ky-lam-theo/ket-qua/${value}?nam=${value}`,
      `/chia-se/${value}?sau=${value}`,
      `/cau-hoi-so-lieu?loai=${value}&don-vi=${value}&tat-ca=${value}&sau=${value}`,
      `/cau-hoi-so-lieu/${value}`,
      `/api/v1/questions?kind=${value}&under=${value}&after=${value}`,
      `/so-lieu?ky=${value}`,
      `/mo-hinh?q=${value}&sau=${value}`,
      `/mo-hinh/${value}`,
      `/don-vi/${value}`,
      `/anh/${value}`,
      `/xn/${value}`,
      `/xac-nhan/${value}/in`,
      `/cau-tra-loi-cho-xem/${value}`,
      `/kiem-tra/${value}`,
      `/kiem-tra-thuc-te/${value}/tuyen`,
      `/kiem-tra-thuc-te/${value}/danh-sach.tsv`,
      `/kiem-tra-thuc-te?sau=${value}`,
      `/hoat-dong?trang-thai=${value}`,
      `/hoc-tap?nam=${value}&trang-thai=${value}&chuyen-de=${value}&sau=${value}`,
      `/hoc-tap/moi?don-vi=${value}`,
      `/hoc-tap/don-vi/${value}?nam=${value}&sau=${value}`,
      `/hoc-tap/${value}`,
      `/hoc-tap/${value}/diem-danh`,
      `/hoc-tap/${value}/man-hinh`,
      `/hoc-tap/${value}/ky-ten`,
      `/hoc-tap/${sessionId}/moi?loai=${value}&nganh=${value}&don-vi=${value}`,
      `/hoc-tap/${sessionId}/danh-sach/nhap/${value}`,
      `/diem-danh/${value}?m=${value}`,
      `/diem-danh/ABCDEFGH?m=${value}`,
      `/api/v1/sessions?after=${value}&under=${value}&year=${value}`,
      `/api/v1/sessions/${value}/attendance`,
      `/minh-chung/${value}`,
      `/minh-chung/${value}/che`,
      `/dong-y?sau=${value}`,
      `/dong-y/${value}`,
      `/dong-y/moi?anh=${value}`,
      `/cau-hoi-anh/${value}`,
      `/cau-hoi-anh?xem=${value}&don-vi=${value}&sau=${value}`,
      `/api/v1/photo-questions?under=${value}&after=${value}`,
      `/api/v1/photo-questions/${value}`,
      `/van-ban?q=${value}&don-vi=${value}&chieu=${value}&loai=${value}&nam=${value}&chuyen-de=${value}&sau=${value}`,
      `/van-ban?q=${value}`,
      `/van-ban/xuat.xlsx?q=${value}&nam=${value}`,
      `/van-ban/them?don-vi=${value}&chieu=${value}`,
      `/van-ban/${value}`,
      `/van-ban/${value}/sua`,
      `/van-ban/${value}/tep/${value}`,
      `/van-ban/so/${value}`,
      `/van-ban/ban-hanh/${value}`,
      `/van-ban/nhap/${value}`,
      `/chuyen-de?nam=${value}`,
      `/chuyen-de/${value}`,
      `/chuyen-de/${value}/tai-lieu/${value}`,
      `/api/v1/documents?q=${value}&unit=${value}&after=${value}&year=${value}`,
      `/api/v1/documents/${value}/chain`,
      `/api/v1/themes/${value}`,
      `/api/v1/units?q=${value}`,
      `/api/v1/activities?after=${value}`,
      `/api/v1/figures/${value}?unit=${value}&period=${value}`,
      `/api/v1/figures/test_waste_kg/changes?unit=${district.commune}&period=2026&since=${value}&after=${value}`,
    ]) {
      const { status } = await send(path, { as: 'checker' })
      expect(status, path).toBeLessThan(500)
    }
  expect(faults).toEqual([])
}, 120_000)

test('a refusal names the field, in words, and keeps what was typed', async () => {
  const body = form({
    id: newId(),
    day: '30/02/2026',
    summary: 'Điều tôi đã kể',
    'a.waste': 'nhiều',
    'a.households': '1,5',
  })

  const answer = await send(`/ghi-hoat-dong/${district.initiativeId}`, {
    method: 'POST',
    body,
    as: 'recorder',
  })

  const page = await answer.text()
  expect(answer.status).toBe(422)
  expect(page).toContain('Điều tôi đã kể')
  expect(page).toContain('Ngày không có trong lịch')
})

test('a session that ends before it starts, on 30 February, or for a unit of others is refused in words', async () => {
  const session = {
    unitId: district.commune,
    title: 'Học tập chuyên đề',
    occasion: 'class',
    form: 'in_person',
  }
  const plan = (over: Record<string, string>) =>
    send('/hoc-tap/moi', {
      method: 'POST',
      as: 'checker',
      body: form({ ...session, day: '2026-03-08', startsAt: '07:30', endsAt: '10:30', ...over }),
    })

  const [early, noDay, elsewhere] = [
    await plan({ startsAt: '10:30', endsAt: '07:30' }),
    await plan({ day: '30/02/2026' }),
    await plan({ unitId: district.neighbour }),
  ]

  expect([early.status, await early.text()]).toEqual([
    422,
    expect.stringContaining('Giờ kết thúc phải sau giờ bắt đầu'),
  ])
  expect([noDay.status, await noDay.text()]).toEqual([
    422,
    expect.stringContaining('Ngày không có trong lịch'),
  ])
  expect(elsewhere.status).toBe(404)
  const sent = await send(`/api/v1/sessions/${newId()}`, {
    method: 'PUT',
    as: 'checker',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...session,
      day: '2026-03-08',
      startsAt: '07:30',
      endsAt: '10:30',
      guests: [{ unitId: newId() }],
    }),
  })
  expect([sent.status, await sent.json()]).toMatchObject([422, { code: 'invited_unit_is_unknown' }])
})

test('pressing twice records once', async () => {
  const id = newId()
  const body = () => form({ id, day: '2026-03-08', summary: 'Bấm hai lần', 'a.waste': '5' })

  const answers = await Promise.all(
    [1, 2].map(() =>
      send(`/ghi-hoat-dong/${district.initiativeId}`, { method: 'POST', body: body(), as: 'recorder' }),
    ),
  )

  expect(answers.map((one) => one.status)).toEqual([303, 303])
  expect(new Set(answers.map((one) => one.headers.get('location'))).size).toBe(1)
})

test.each(['/dang-xuat', '/tai-khoan', '/quan-ly/mo-hinh/them'])(
  'a form sent from another site is refused: %s',
  async (path) => {
    expect(
      (
        await send(path, {
          method: 'POST',
          body: form({ name: 'x' }),
          as: 'recorder',
          from: 'https://elsewhere.example',
        })
      ).status,
    ).toBe(403)
  },
)

test('another unit’s records and pages are not there for a stranger', async () => {
  const entry = anEntry(district.initiativeId)
  await recordActivity(district.recorder, entry)
  const paths = [
    `/hoat-dong/${entry.id}`,
    `/hoat-dong/${entry.id}/sua`,
    `/ghi-hoat-dong/${district.initiativeId}`,
    `/bao-cao/${district.communeSlug}/2026-03`,
  ]
  // The registered initiative is public knowledge; recording for it is what a stranger is refused, when saving.
  const statuses = await Promise.all(
    paths
      .filter((path) => !path.includes('ghi-'))
      .map(async (path) => (await send(path, { as: 'stranger' })).status),
  )

  expect(statuses).toEqual([404, 404, 404])
  const body = form({ id: newId(), day: '2026-03-08', summary: 'x', 'a.waste': '5' })
  expect(
    (await send(paths[2] ?? '', { method: 'POST', body, as: 'stranger' })).status,
  ).toBeGreaterThanOrEqual(400)
})

test('a photo of 30 MB is refused in words, and a text file named .jpg too', async () => {
  const large = await send('/minh-chung', {
    method: 'POST',
    body: Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(30 * 1024 * 1024)]),
    as: 'recorder',
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(30 * 1024 * 1024 + 10) },
  })
  const text = await send('/minh-chung', {
    method: 'POST',
    body: 'không phải ảnh',
    as: 'recorder',
    headers: { 'content-type': 'application/octet-stream' },
  })

  expect(large.status).toBe(413)
  expect(await large.json()).toMatchObject({ code: 'photo_is_too_large' })
  expect(text.status).toBe(422)
  expect(await text.json()).toMatchObject({ code: 'file_kind_is_refused' })
})

test('the photo of an initiative that protects people is never public, whatever the checker ticks', async () => {
  const initiativeId = newId()
  await asSystem('test.initiative', async (tx) => {
    await tx
      .insertInto('initiatives.initiative')
      .values({
        id: initiativeId,
        kind: sponsorship.code,
        unit_id: district.union,
        name: 'Mẹ đỡ đầu thử',
        slug: `thu-${initiativeId.slice(-8)}`,
        state: 'active',
        started_on: '2021-05-01',
      })
      .execute()
  })
  const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#8f1d1d' } })
    .jpeg()
    .toBuffer()
  const sent = await send('/minh-chung', {
    method: 'POST',
    body: new Uint8Array(picture),
    as: 'recorder',
    headers: { 'content-type': 'application/octet-stream' },
  })
  const { sha256 } = (await sent.json()) as { sha256: string }
  const entry = {
    ...anEntry(initiativeId, { answers: { children: { female: 1, male: 0 } } }),
    photos: { kept: [], sentAhead: [sha256] },
  }
  await recordActivity(district.recorder, entry)
  await checkActivity(district.checker, entry.id, {
    seen: 1,
    verdict: 'accepted',
    reason: '',
    field: '',
    publishPhotos: true,
  })

  expect((await send(`/anh/${sha256}.jpg`)).status).toBe(404)
  expect((await send(`/minh-chung/${sha256}.jpg`, { as: 'stranger' })).status).toBe(404)
  expect((await send(`/minh-chung/${sha256}.jpg`, { as: 'checker' })).status).toBe(200)
})

test('the API describes itself to anybody, answers nobody else without a token, and refuses as RFC 9457 says', async () => {
  const described = await send('/api/v1/openapi.json')
  expect(((await described.json()) as { openapi: string }).openapi).toBe('3.1.0')

  const unknown = await send('/api/v1/units')
  expect([unknown.status, unknown.headers.get('content-type')]).toEqual([
    401,
    'application/problem+json; charset=utf-8',
  ])
  const wrong = await send(`/api/v1/activities/${newId()}`, {
    method: 'PUT',
    as: 'recorder',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      initiativeId: district.initiativeId,
      day: '2026-03-08',
      summary: 'x',
      answers: { waste: 'nhiều' },
    }),
  })
  expect(wrong.status).toBe(422)
  expect(await wrong.json()).toMatchObject({
    code: 'form_has_faults',
    fields: [{ field: 'a.waste', code: 'field_is_no_number' }],
  })
})

test('each gets their own pages: nothing of the working area may be kept by others', async () => {
  const [one, two] = await Promise.all([
    send('/viec-cua-toi', { as: 'recorder' }),
    send('/viec-cua-toi', { as: 'checker' }),
  ])

  expect(await one.text()).toContain('Người Ghi')
  expect(await two.text()).toContain('Người Duyệt')
  expect(one.headers.get('cache-control')).toBe('private, no-store')
  expect(one.headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-/)
})

test('what is no JSON is said to be none, not too large', async () => {
  const answer = await send('/api/v1/uploads/received', {
    as: 'recorder',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '['.repeat(50),
  })

  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'body_is_no_json' }])
})

import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { demoDocument } from '../../src/cli/demo/programme/documents.ts'
import { demoTheme } from '../../src/cli/demo/programme/themes.ts'
import { layOutDistrict } from '../../src/cli/demo/units.ts'
import { axeFaults } from '../support/axe.ts'
import { aPage, signInAs, sizes, useSystem } from '../support/system.ts'

/** Every kind of public page, empty and wrong ones too. */
const publicPages = [
  '/',
  '/so-lieu',
  '/so-lieu?ky=2021-Q1',
  '/so-lieu/organic_waste_kg?ky=2024',
  '/so-lieu/savings_members?ky=2024',
  '/don-vi',
  '/don-vi/xa-rach-kien',
  '/don-vi/xa-long-trach',
  '/mo-hinh',
  '/mo-hinh?q=khongcogica',
  '/mo-hinh?nganh=women',
  '/thu-vien',
  '/thu-vien?cap=province&chi-phi=20000000',
  '/thu-vien?tinh-trang=ended',
  '/thu-vien?q=khongcogica',
  '/thu-vien/nuoi-heo-dat-tiet-kiem-o-long-trach',
  '/thu-vien/nuoi-heo-dat-tiet-kiem-o-long-trach/lan-toa',
  '/thu-vien/khong-co',
  '/bao-cao-cong-khai',
  '/bao-cao-cong-khai/ABCD-2345',
  '/kiem-chung',
  '/kiem-chung?ma=abcd',
  '/du-lieu-mo',
  '/mo-hinh/khong-co',
  '/so-lieu?ky=abc',
]

/** Pages for everybody before they sign in. */
const doorPages = [
  '/bien-nhan/sai',
  '/dang-nhap',
  '/dang-nhap/ma',
  '/moi/sai',
  '/dat-lai-mat-khau/sai',
  '/chia-se/sai',
  '/xn',
  '/xn/sai',
  '/xn/cam-on',
  '/diem-danh',
  '/diem-danh/ABCDEFGH?m=ABCDEFGH',
  '/diem-danh/ABCDEFGH/y-kien',
  '/diem-danh/cam-on',
]

/** Every kind of working page; `:…` stands for the first link of that form on the page before. */
const workingPages = [
  '/viec-cua-toi',
  '/thong-bao',
  '/thong-bao/cach-nhan',
  '/thong-bao/lich',
  '/quan-ly/ngay-nghi',
  '/quan-ly/ngay-nghi?nam=2035',
  '/chi-tieu',
  '/chi-tieu/xa-rach-kien?nam=2025',
  '/chi-tieu/xa-rach-kien/ben-duoi',
  '/chi-tieu/xa-rach-kien/ben-duoi?muc=tat-ca',
  '/chi-tieu/xa-rach-kien/dat',
  '/chi-tieu/xa-rach-kien/nhap',
  '/chi-tieu/xa-rach-kien/muc/organic_waste_kg',
  '/chi-tieu/xa-rach-kien/muc/organic_waste_kg/giao?de-xuat=last_year',
  '/chi-tieu/xa-rach-kien/muc/organic_waste_kg/doi',
  '/chi-tieu/khong-co',
  '/dang-ky-lam-theo',
  '/dang-ky-lam-theo/moi',
  '/dang-ky-lam-theo/tap-the',
  '/dang-ky-lam-theo/tap-the/moi',
  '/dang-ky-lam-theo/ban-giay',
  '/dang-ky-lam-theo/ket-qua/xa-rach-kien',
  '/ghi-hoat-dong',
  '/ghi-hoat-dong?q=khongcogica',
  '/hoat-dong',
  '/hoat-dong?cua=toi',
  '/hoat-dong?trang-thai=rejected',
  '/dan-noi-khac',
  '/kiem-tra-thuc-te',
  '/nhiem-vu',
  '/nhiem-vu/bang',
  '/nhiem-vu/bang?xem=open',
  '/nhiem-vu/bang?xem=to_receive',
  '/nhiem-vu/khong-co',
  '/ke-hoach',
  '/ke-hoach?nam=2023',
  '/ke-hoach?nam=2099',
  '/ke-hoach/moi',
  '/ke-hoach/khong-co',
  '/duyet',
  '/cau-hoi-anh',
  '/cau-hoi-anh?xem=da-tra-loi',
  '/cau-hoi-anh/khong-co',
  '/so-lieu-chi-tiet',
  '/so-lieu-chi-tiet/xa-rach-kien?ky=2026',
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg?ky=2026',
  '/so-lieu-chi-tiet/xa-rach-kien?ky=2021',
  '/so-sanh-so-lieu',
  '/so-sanh-so-lieu/tinh-tay-ninh',
  '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025&cach=luc-do&theo=thang',
  '/so-sanh-so-lieu/xa-rach-kien?ky=2025&xem=muc&chi-tieu=organic_waste_kg&chi-tieu=deeds_done_rate',
  '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025&xem=thang&chi-tieu=organic_waste_kg',
  '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025&xem=o&chi-tieu=organic_waste_kg',
  '/so-sanh-so-lieu/xa-rach-kien?ky=2001',
  '/so-sanh-so-lieu/xa-rach-kien?ky=abc',
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/vi-sao?ky=2026',
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/vi-sao?ky=2026&tu=2099-01-01',
  '/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/chia-se?ky=2026',
  '/lien-ket-chia-se',
  '/dong-y',
  '/dong-y/moi',
  '/dong-y/khong-co',
  '/cau-hoi-so-lieu',
  '/cau-hoi-so-lieu?loai=missing&tat-ca=co',
  '/quan-ly/mo-hinh',
  '/quan-ly/mo-hinh/them',
  '/thu-vien-mo-hinh',
  '/thu-vien-mo-hinh?q=khongcogica',
  '/thu-vien-mo-hinh?nganh=women&chung-minh=co',
  '/quan-ly/loai-mo-hinh',
  '/quan-ly/loai-mo-hinh/them',
  '/quan-ly/loai-mo-hinh/plastic_for_school',
  '/quan-ly/loai-mo-hinh/plastic_for_school/phien-ban/1',
  '/quan-ly/loai-mo-hinh/plastic_for_school/xem-thu?phien-ban=1',
  '/van-ban',
  '/van-ban?q=khongcogica',
  '/van-ban?q=hoc%20tap&nam=2024',
  '/van-ban/them',
  '/van-ban/them?chieu=received',
  '/van-ban/nhap',
  `/van-ban/${demoDocument('district-plan-2024')}`,
  `/van-ban/${demoDocument('directive-05')}`,
  '/van-ban/ban-hanh/huyen-can-duoc',
  `/van-ban/so/${layOutDistrict().at('new/28114').id}`,
  '/van-ban/00000000-0000-7000-8000-000000000000',
  '/chuyen-de',
  '/chuyen-de?nam=2024',
  '/chuyen-de/them',
  `/chuyen-de/${demoTheme('year-2024')}`,
  '/bao-cao',
  '/bao-cao/xa-rach-kien/2026-03',
  '/bao-cao/xa-rach-kien/2099-01',
  '/bao-cao/xa-rach-kien/2026-03/kiem-tra',
  '/bao-cao/xa-rach-kien/2026-03/trinh-ky',
  '/bao-cao/xa-rach-kien/2026-03/gui',
  '/bao-cao/xa-rach-kien/2026-03/khac-biet',
  '/bao-cao-cap-duoi',
  '/bao-cao/xa-rach-kien/2026-03/nhap-so-lieu',
  '/bao-cao/cach-duyet/xa-rach-kien',
  '/bao-cao/xa-rach-kien/2026-03/soan/so',
  '/bao-cao?ky=2025&de-cuong=theme',
  '/bao-cao/xa-rach-kien/2025~theme',
  '/quan-ly/de-cuong',
  '/quan-ly/de-cuong/them?tu=annual',
  '/quan-ly/de-cuong/nhap',
  '/quan-ly/de-cuong/annual',
  '/quan-ly/de-cuong/annual/phien-ban/1',
  '/quan-ly/de-cuong/annual/xem-thu?phien-ban=1',
  '/quan-ly/de-cuong/khong_co',
  '/quan-ly/che-do-bao-cao',
  '/quan-ly/che-do-bao-cao/them',
  '/quan-ly/che-do-bao-cao/them?kind.hamlet=yes',
  '/quan-ly/che-do-bao-cao/khong-co',
  '/quan-ly/don-vi',
  '/hoc-tap',
  '/hoc-tap?trang-thai=cancelled&nam=2016',
  '/hoc-tap/moi',
  '/hoc-tap/khong-co',
  '/hoc-tap/don-vi/xa-rach-kien?nam=2026',
  '/tai-khoan',
  '/tai-khoan/hai-buoc',
  '/them',
  '/khong-co-trang-nay',
]
const administratorsPages = [
  '/ket-noi',
  '/ket-noi/khong-co',
  '/quan-ly/viec-nen',
  '/quan-ly/ngay-nghi?nam=2026',
  '/quan-ly/don-vi',
  '/quan-ly/don-vi/them',
  '/quan-ly/don-vi/nhap',
  '/quan-ly/sap-xep',
  '/quan-ly/sap-xep/moi?loai=merge',
  '/quan-ly/sap-xep/moi?loai=split',
  '/quan-ly/sap-xep/moi?loai=transfer',
  '/quan-ly/sap-xep/moi?loai=rename',
  '/quan-ly/sap-xep/moi?loai=dissolve',
  '/quan-ly/nguoi-dung',
  '/quan-ly/nhat-ky',
  '/quan-ly/nhat-ky?q=khongcogica',
  '/lien-thong',
]

async function faultsOf(page: Page & { complaints: string[] }, address: string): Promise<string[]> {
  page.complaints.length = 0
  const answer = await page.goto(address)
  const found = (await isAskedOnPhoneAlone(page)) ? [] : await axeFaults(page)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return [
    ...found,
    ...page.complaints,
    ...((answer?.status() ?? 500) >= 500 ? [`answered ${answer?.status()}`] : []),
    ...(overflow > 1 ? [`wider than the window by ${overflow} px`] : []),
    ...((await page.locator('h1').count()) === 1 ? [] : ['not one h1']),
    ...((await page.locator('.demonstration').count()) > 0
      ? []
      : ['does not say that it is a demonstration']),
  ]
}

/** Axe takes many seconds for pages of thousands of elements: these are asked on the phone, where nothing is left out. */
const isAskedOnPhoneAlone = async (page: Page): Promise<boolean> =>
  (page.viewportSize()?.width ?? 0) > sizes.phone.width && (await page.locator('*').count()) > 3000

/**
 * Opens every kind of page on a device of one size, for those who may see it: axe finds nothing, nothing is wider than the
 * window, public pages run no script, all say that they are of a demonstration. A file a size, so that both run at once.
 */
export function everyPageOn(size: keyof typeof sizes): void {
  const viewport = sizes[size]
  const system = useSystem()

  let citizen: Awaited<ReturnType<typeof aPage>>
  let checker: Awaited<ReturnType<typeof aPage>>
  let recorder: Awaited<ReturnType<typeof aPage>>
  let administrator: Awaited<ReturnType<typeof aPage>>

  beforeAll(async () => {
    citizen = await aPage(system, { viewport })
    checker = await aPage(system, { viewport })
    recorder = await aPage(system, { viewport })
    administrator = await aPage(system, { viewport })
    await signInAs(checker, 'duyet.rachkien')
    await signInAs(recorder, 'ghi.rachkien')
    await signInAs(administrator, 'quantri')
  })

  test('a page with faults is not called accessible', async () => {
    const page = await aPage(system, { viewport, bypassCSP: true })
    await page.goto('/')
    await page.setContent(
      '<main><img src="data:,"><p style="color:#ccc;background:#fff">Chữ quá nhạt</p></main>',
    )

    expect((await axeFaults(page)).map((fault) => fault.split(':')[0])).toEqual(
      expect.arrayContaining(['color-contrast', 'image-alt', 'html-has-lang']),
    )
  })

  test.each([...publicPages, ...publicPages.map((path) => `/en${path === '/' ? '' : path}`), ...doorPages])(
    '%s',
    async (address) => {
      expect(await faultsOf(citizen, address)).toEqual([])
      expect(await citizen.locator('script').count()).toBe(0)
    },
  )

  test.each(workingPages)('%s, for a checker', async (address) => {
    expect(await faultsOf(checker, address)).toEqual([])
  })

  test.each(administratorsPages)('%s, for an administrator', async (address) => {
    expect(await faultsOf(administrator, address)).toEqual([])
  })

  test('an outline is made, and a press places a figure in the text of a section', async () => {
    await checker.goto('/quan-ly/de-cuong/them?tu=monthly')
    await checker.fill('input[name=name]', `Đề cương thử ${size}`)
    await checker.click('main form button:has-text("Lập bản nháp")')
    await checker.waitForURL('**?da=lap')
    expect(await faultsOf(checker, checker.url())).toEqual([])
    expect(await faultsOf(checker, `${new URL(checker.url()).pathname}/sua`)).toEqual([])
    await checker.goBack()
    await checker.click('.question h3 a >> nth=0')
    await checker.waitForURL('**/phan/leadership')
    expect(await faultsOf(checker, checker.url())).toEqual([])

    await checker.selectOption('select[data-as=figure]', 'organic_waste_kg')
    await checker.click('[data-from=figure]')
    await checker.click('[data-place="{{results}}"]')

    expect(await checker.inputValue('textarea[name=start]')).toBe('{{figure organic_waste_kg}}\n{{results}}')
  })

  test('a figure is shared, opened by its link, and revoked', async () => {
    await checker.goto('/so-lieu-chi-tiet/xa-rach-kien/organic_waste_kg/chia-se?ky=2026')
    await checker.click('main form button:has-text("Tạo đường dẫn")')
    await checker.waitForURL('**/lien-ket-chia-se?moi=*')
    const link = new URL(await checker.locator('input[readonly]').inputValue()).pathname

    expect(await faultsOf(checker, checker.url())).toEqual([])
    expect(await faultsOf(citizen, link)).toEqual([])
    expect(await citizen.locator('script').count()).toBe(0)
    await checker.click('button:has-text("Thu hồi") >> nth=0')
    await checker.waitForURL('**/lien-ket-chia-se?thu-hoi=xong')
    expect(await faultsOf(citizen, link)).toEqual([])
    expect(await citizen.locator('h1').textContent()).toBe('Đường dẫn đã hết hiệu lực')
  })

  test('the review of three years is read by everybody, and checked by its code', async () => {
    await citizen.goto('/bao-cao-cong-khai')
    const open =
      (await citizen.locator('main a[href^="/bao-cao-cong-khai/"]').first().getAttribute('href')) ?? ''
    expect(await faultsOf(citizen, open.replace('bao-cao-cong-khai', 'kiem-chung'))).toEqual([])
    expect(await citizen.locator('main').textContent()).toContain('Đang có hiệu lực')

    await citizen.goto(open)
    expect(await citizen.locator('h1').textContent()).toContain('giai đoạn 2021 – 2024')
    expect(await citizen.locator('script').count()).toBe(0)
    // Twenty-seven pages on paper: axe takes as long for them as for a dozen others, and the layout is that of any report.
    if (size === 'phone') expect(await axeFaults(citizen)).toEqual([])
  })

  test('its versions are laid side by side, and held against the figures of today', async () => {
    const province = await aPage(system, { viewport })
    await signInAs(province, 'lanhdao.tinh')

    for (const path of ['so-sanh', 'khac-biet'])
      expect(await faultsOf(province, `/bao-cao/huyen-can-duoc/2021-06..2024-05/${path}`)).toEqual([])
    await province.goto('/bao-cao/huyen-can-duoc/2021-06..2024-05/ban/1')
    expect(await province.locator('main').textContent()).toContain('Mã băm nội dung')
    expect(await province.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth + 1)).toBe(
      true,
    )
  })

  test('a photo that is looked at before it is public, a consent for it, and the same refused', async () => {
    await checker.goto('/duyet')
    const links = await checker.locator('main article:has(img) a[href^="/hoat-dong/"]').all()
    await checker.goto((await links[0]?.getAttribute('href')) ?? '')
    const editor = (await checker.locator('a[href$="/che"]').first().getAttribute('href')) ?? ''

    expect(await faultsOf(checker, editor)).toEqual([])
    await checker.click('button:has-text("Thêm chỗ che")')
    expect(await axeFaults(checker)).toEqual([])
    await checker.click('button:has-text("Bỏ chỗ đang chọn")')
    await checker.click('button:has-text("Lưu bản đã che")')
    await checker.locator('.problem-summary').waitFor()
    expect(await axeFaults(checker)).toEqual([])
    expect(await faultsOf(checker, `/dong-y/moi?anh=${editor.split('/')[2]}`)).toEqual([])
    await checker.click('main form button[type=submit]:has-text("Lưu")')
    await checker.locator('.problem-summary').waitFor()
    expect(await axeFaults(checker)).toEqual([])
  })

  test('a question about a figure is opened, refused without a reason, and answered', async () => {
    await checker.goto('/cau-hoi-so-lieu')
    const question = await checker.locator('main a[href^="/cau-hoi-so-lieu/"]').first().getAttribute('href')

    expect(await faultsOf(checker, question ?? '')).toEqual([])
    await checker.check('input[value=right]')
    await checker.click('main form button[type=submit]')
    await checker.locator('.problem-summary').waitFor()
    expect(await axeFaults(checker)).toEqual([])
    await checker.fill('[name=words]', 'Đợt cao điểm tổng vệ sinh')
    await checker.click('main form button[type=submit]')
    await checker.waitForURL('**/cau-hoi-so-lieu?da=tra-loi')
    expect(await checker.locator(`a[href="${question}"]`).count()).toBe(0)
  })

  test('a record is asked about: slips are made, printed, one is answered; another record is rejected and reopened', async () => {
    await checker.goto('/hoat-dong?trang-thai=accepted')
    const record = (await checker.locator('main a[href^="/hoat-dong/0"]').first().getAttribute('href')) ?? ''
    expect(await faultsOf(checker, `${record}/xac-nhan`)).toEqual([])
    await checker.fill('[name=size]', '5')
    await checker.click('main form button:has-text("Tạo phiếu")')
    await checker.waitForURL('**/xac-nhan?da=tao')
    expect(await faultsOf(checker, checker.url())).toEqual([])
    const sheet = (await checker.locator('a[href$="/in"]').first().getAttribute('href')) ?? ''
    const faultsOfSheet = await faultsOf(checker, sheet)
    const code = (await checker.locator('.slip-code').first().textContent()) ?? ''
    expect(await checker.locator('.slip svg').count()).toBe(5)
    expect(faultsOfSheet).toEqual([])

    expect(await faultsOf(citizen, `/xn/${code.replaceAll(' ', '')}`)).toEqual([])
    expect(await citizen.locator('script').count()).toBe(0)
    await citizen.click('main form button')
    await citizen.locator('.problem-summary').waitFor()
    expect(await axeFaults(citizen)).toEqual([])
    await citizen.check('[name=happened][value=no]')
    await citizen.check('[name=received][value=no]')
    await citizen.click('main form button')
    await citizen.waitForURL('**/xn/cam-on')
    expect(await faultsOf(checker, '/dan-noi-khac')).toEqual([])
    expect(await faultsOf(checker, record)).toEqual([])
    expect(await checker.locator('#nguoi-dan').textContent()).toContain('Đã trả lời')

    await checker.goto('/duyet')
    const waiting = (await checker.locator('main a[href^="/hoat-dong/0"]').first().getAttribute('href')) ?? ''
    await checker.goto(waiting)
    await checker.fill('#duyet [name=reason]', 'Việc này không có thật')
    await checker.click('#duyet button[value=rejected]')
    await checker.waitForURL('**/duyet?da=rejected')
    expect(await faultsOf(checker, waiting)).toEqual([])
    await checker.fill('#mo-lai [name=reason]', 'Đã xem lại, có thật')
    await checker.click('#mo-lai button')
    await checker.waitForURL('**?da=mo-lai')
    expect(await faultsOf(checker, waiting)).toEqual([])
  }, 120_000)

  test('a plan is written and issued, its task handed down by a rule, done in the commune and accepted (nhiem-vu)', async () => {
    const leader = await aPage(system, { viewport })
    await signInAs(leader, 'lanhdao.tinh')
    const seen = async (page: typeof leader) => expect(await faultsOf(page, page.url())).toEqual([])
    await leader.goto('/ke-hoach/moi')
    await leader.click('main form button[type=submit]')
    await leader.locator('.problem-summary').waitFor()
    expect(await axeFaults(leader)).toEqual([])
    await leader.fill('[name=title]', `Kế hoạch thử ${viewport.width}`)
    const year = new Date().getFullYear()
    await leader.fill('[name=fromDay]', `${year}-01-01`)
    await leader.fill('[name=toDay]', `${year + 1}-12-31`)
    await leader.click('main form button[type=submit]')
    await leader.waitForURL('**?da=lap')
    await seen(leader)
    const plan = new URL(leader.url()).pathname
    for (const under of ['sua', 'nhap', 'tra-loi', 'chuyen-tiep', 'nhiem-vu/moi'])
      expect(await faultsOf(leader, `${plan}/${under}`)).toEqual([])
    await leader.fill('[name=title]', 'Mỗi xã một mô hình')
    await leader.fill('[name=dueOn]', `${year + 1}-06-30`)
    await leader.click('main form button[type=submit]:has-text("Thêm")')
    await leader.waitForURL('**?da=them')
    await leader.click('button:has-text("Ban hành")')
    await leader.waitForURL('**?da=ban-hanh')
    await seen(leader)
    await leader.click('main table a[href^="/nhiem-vu/"]')
    await leader.waitForURL('**/nhiem-vu/*')
    await seen(leader)
    await leader.click('a[href$="/giao"]')
    await leader.waitForURL('**/giao')
    await seen(leader)
    await leader.check('[name="kind.commune"]')
    await leader.click('main form button:has-text("Xem trước")')
    await leader.waitForURL('**/giao?*')
    await seen(leader)
    expect(await leader.locator('main table tbody tr').count()).toBe(6)
    await leader.fill('[name=dueOn]', `${year + 1}-03-31`)
    await leader.click('main form button:has-text("Giao cho 6 đơn vị")')
    await leader.waitForURL('**?da=giao&so=6')
    await seen(leader)

    await checker.goto('/nhiem-vu')
    await seen(checker)
    await checker.click('main a:has-text("Mỗi xã một mô hình")')
    await checker.waitForURL('**/nhiem-vu/*')
    await seen(checker)
    const task = new URL(checker.url()).pathname
    await checker.click('button:has-text("Tiếp nhận")')
    await checker.waitForURL('**?da=tiep-nhan')
    await seen(checker)
    await checker.click('button:has-text("Nộp kết quả")')
    await checker.locator('.problem-summary').waitFor()
    expect(await axeFaults(checker)).toEqual([])
    await checker.fill('[name=text]', 'Đã làm xong mô hình ở ấp 1')
    await checker.click('button:has-text("Nộp kết quả")')
    await checker.waitForURL('**?da=nop')
    await seen(checker)
    await leader.goto(task)
    await seen(leader)
    await leader.check('[name=verdict][value=accepted]')
    await leader.click('button:has-text("Gửi ý kiến")')
    await leader.waitForURL('**?da=cong-nhan')
    await seen(leader)
    await seen(checker)
    expect(await faultsOf(leader, '/nhiem-vu/bang')).toEqual([])
    await leader.goto(plan)
    expect(await leader.locator('main').textContent()).toContain('1/')
  }, 120_000)

  test('a spot check is planned, drawn, visited and looked at by everybody', async () => {
    const inspector = await aPage(system, { viewport })
    await signInAs(inspector, 'kiemtra.tinh')
    expect(
      await faultsOf(inspector, '/kiem-tra-thuc-te/moi?don-vi=xa-rach-kien&chi-tieu=organic_waste_kg'),
    ).toEqual([])
    await inspector.fill('[name=purpose]', 'Kiểm tra theo kế hoạch')
    await inspector.fill('[name=period]', '2026')
    await inspector.click('main form button:has-text("Lập")')
    await inspector.waitForURL('**?da=lap')
    const check = new URL(inspector.url()).pathname
    expect(await faultsOf(inspector, check)).toEqual([])
    expect(await faultsOf(citizen, check.replace('-thuc-te', ''))).toEqual([])
    await inspector.click('main form button:has-text("Bốc mẫu")')
    await inspector.waitForURL('**?da=boc')
    expect(await faultsOf(inspector, inspector.url())).toEqual([])
    expect(await faultsOf(inspector, `${check}/tuyen`)).toEqual([])
    const visit = (await inspector.locator('main .card a').first().getAttribute('href')) ?? ''
    expect(await faultsOf(inspector, visit)).toEqual([])
    await inspector.check('[name=outcome][value=right]')
    await inspector.click('main form button:has-text("Lưu")')
    await inspector.waitForURL('**?da=ghi')
    expect(await faultsOf(inspector, inspector.url())).toEqual([])
    expect(await faultsOf(inspector, '/kiem-tra-thuc-te')).toEqual([])
    expect(await faultsOf(citizen, check.replace('-thuc-te', ''))).toEqual([])
    expect(await citizen.locator('script').count()).toBe(0)
  }, 120_000)

  test('a kind that is set up: its draft, its questions, an indicator, a rate, a trial, an import', async () => {
    await checker.goto('/quan-ly/loai-mo-hinh/them')
    await checker.fill('[name=nameVi]', 'Bếp ăn nghĩa tình')
    await checker.fill('[name=purposeVi]', 'Nấu cơm cho bệnh nhân nghèo.')
    await checker.locator('[name=from]').selectOption({ index: 1 })
    await checker.click('main form button:has-text("Lập và đặt câu hỏi")')
    await checker.waitForURL('**?da=lap')
    const kind = new URL(checker.url()).pathname
    const question = (await checker.locator('.question a').first().getAttribute('href')) ?? ''

    for (const address of [
      kind,
      `${kind}/sua`,
      `${kind}/them-cau-hoi`,
      ...['repeat', 'choice', 'quantity', 'photo'].map((type) => `${kind}/them-cau-hoi?kieu=${type}`),
      question,
      `${question}/chi-tieu`,
      `${kind}/ty-le`,
      `${kind}/nhap`,
      `${kind}/xem-thu?phien-ban=1`,
    ])
      expect(await faultsOf(checker, address), address).toEqual([])
    await checker.goto(`${kind}/them-cau-hoi?kieu=choices`)
    await checker.click('main form button:has-text("Lưu câu hỏi")')
    await checker.locator('.problem-summary').waitFor()
    expect(await axeFaults(checker)).toEqual([])
  })

  test('a question about a photo, its refusal without a reason, and the record that it is about', async () => {
    const card = checker.locator('main a[href^="/cau-hoi-anh/"]')
    for (let tries = 0; tries < 60 && (await card.count()) === 0; tries += 1) {
      // Photos are compared soon after the start, not before it.
      await checker.waitForTimeout(500)
      await checker.goto('/cau-hoi-anh')
    }
    const question = (await card.first().getAttribute('href')) ?? ''

    expect(await faultsOf(checker, question)).toEqual([])
    await checker.check('[name=answer][value=will_be_corrected]')
    await checker.click('main form button[type=submit]')
    await checker.locator('.problem-summary').waitFor()
    expect(await axeFaults(checker)).toEqual([])
    const record =
      (await checker.locator('.photo-compared a[href^="/hoat-dong/"]').first().getAttribute('href')) ?? ''
    expect(await faultsOf(checker, record)).toEqual([])
    expect(await checker.locator('#cau-hoi-anh').count()).toBe(1)
  }, 60_000)

  test('an initiative as others see it, and the contact of its unit', async () => {
    await checker.goto('/thu-vien-mo-hinh?q=rach kien')
    const offer =
      (await checker.locator('main a[href^="/thu-vien-mo-hinh/0"]').first().getAttribute('href')) ?? ''
    expect(await faultsOf(checker, offer)).toEqual([])
    await checker.goto(offer.replace('/thu-vien-mo-hinh/', '/quan-ly/mo-hinh/'))
    const contact =
      (await checker.locator('main a[href^="/quan-ly/mo-hinh/lien-he/"]').first().getAttribute('href')) ?? ''

    expect(await faultsOf(checker, contact)).toEqual([])
  })

  test('a form to record, a record, its correction, an initiative, and a form that came back refused', async () => {
    await recorder.goto('/ghi-hoat-dong')
    const form =
      (await recorder.locator('main a[href^="/ghi-hoat-dong/"]').first().getAttribute('href')) ?? ''
    await checker.goto('/duyet')
    const record = (await checker.locator('main a[href^="/hoat-dong/"]').first().getAttribute('href')) ?? ''
    await checker.goto('/quan-ly/mo-hinh?trang-thai=active')
    const initiative =
      (await checker.locator('main a[href^="/quan-ly/mo-hinh/0"]').first().getAttribute('href')) ?? ''

    expect(await faultsOf(recorder, form)).toEqual([])
    expect(await faultsOf(checker, record)).toEqual([])
    expect(await faultsOf(checker, `${record}/sua`)).toEqual([])
    expect(await faultsOf(checker, initiative)).toEqual([])
    for (const page of ['nhan-rong', 'lan-toa', 'huong-dan', 'cong-nhan'])
      expect(await faultsOf(checker, `${initiative}/${page}`), page).toEqual([])
    expect(await faultsOf(checker, initiative.replace('/quan-ly/mo-hinh/', '/thu-vien-mo-hinh/'))).toEqual([])
    await recorder.goto(form)
    await recorder.click('main form button[type=submit]:has-text("Lưu")')
    await recorder.locator('.problem-summary').waitFor()
    expect(await axeFaults(recorder)).toEqual([])
  })

  test('the working area speaks English once it is asked to', async () => {
    const page = await aPage(system)
    await signInAs(page, 'duyet.rachkien')

    for (const address of [
      '/ngon-ngu/en?tiep=/viec-cua-toi',
      '/duyet',
      '/bao-cao',
      '/so-lieu-chi-tiet/xa-rach-kien?ky=2026',
      '/so-sanh-so-lieu/tinh-tay-ninh?ky=2025',
      '/tai-khoan',
      '/them',
    ])
      expect(await faultsOf(page, address)).toEqual([])
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })
}

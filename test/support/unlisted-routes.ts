/** Routes that neither a list of pages nor a walk opens, by the reason why. The law of pages lets nothing be here that one opens. */
export const unlistedRoutes: Record<string, readonly string[]> = {
  'A program asks for it, not a browser: collect-sends.test.ts does.': [
    '/openrosa/formList',
    '/openrosa/forms/:file{mo-hinh-[0-9a-f-]+\\.xml}',
    '/openrosa/submission',
  ],
  'It is there only where an address of the system is set: addresses.test.ts of the portal does.': [
    '/sitemap.xml',
  ],
  'It takes a headless browser, and says what its .docx says, which the walk opens.': [
    '/bao-cao/:unit/:period/bao-cao.pdf',
    '/bao-cao/:unit/:period/ban/:version/bao-cao.pdf',
  ],
  'It keeps a file that a person of the demonstration has not sent.': [
    '/van-ban/:id{[0-9a-f-]{36}}/tep/:file',
    '/chuyen-de/:id{[0-9a-f-]{36}}/tai-lieu/:file',
    '/bao-cao/:unit/:period/nhap-so-lieu/:id{[0-9a-f-]{36}}',
    '/bao-cao/:unit/:period/nhap-so-lieu/:id{[0-9a-f-]{36}}/:file',
    '/bao-cao-da-gui/:id',
    '/khai-so-lieu/:id{[0-9a-f-]{36}}/van-ban',
  ],
  'It is the preview of a file that is being brought in: all are pages of #imports, and the walk opens three.':
    [
      '/van-ban/nhap/:import{[0-9a-f-]{36}}',
      '/chi-tieu/:unit/nhap/:import{[0-9a-f-]{36}}',
      '/khai-so-lieu/nhap/:import{[0-9a-f-]{36}}',
      '/ke-hoach/:id/nhap/:import{[0-9a-f-]{36}}',
      '/hoc-tap/:id/danh-sach/nhap/:import{[0-9a-f-]{36}}',
      '/bao-cao/:unit/:period/nhap-so-lieu/xem-truoc/:import{[0-9a-f-]{36}}',
    ],
  'It belongs to a draft of a form or an outline, of which the demonstration has none.': [
    '/quan-ly/loai-mo-hinh/:code/them-cau-hoi',
    '/quan-ly/loai-mo-hinh/:code/cau-hoi/:key',
    '/quan-ly/loai-mo-hinh/:code/cau-hoi/:key/chi-tieu',
    '/quan-ly/loai-mo-hinh/:code/ty-le',
    '/quan-ly/loai-mo-hinh/:code/nhap',
    '/quan-ly/de-cuong/:code/sua',
    '/quan-ly/de-cuong/:code/them-phan',
    '/quan-ly/de-cuong/:code/phan/:key',
  ],
  'It is of another server, and none has joined the demonstration.': ['/lien-thong/:server'],
  'It is behind a link that goes out by mail: ways.test.ts follows it.': ['/thong-bao/xac-nhan-thu/:token'],
  'It opens in an empty system alone: s00-first-hour.test.ts does.': ['/bat-dau/:token'],
}

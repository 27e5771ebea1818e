import { Hono } from 'hono'
import { countUnread } from '#notices'
import { t } from '#platform/i18n'
import { type Env, frameOf } from '#platform/web'
import { Card, Grid, WorkPage } from '#ui'

/** Everything that is not under the thumb, with what one has to be allowed for it. */
const places = [
  ['tasks', '/nhiem-vu', 'task.read'],
  ['documents', '/van-ban', 'document.read'],
  ['plans', '/ke-hoach', 'plan.read'],
  ['targets', '/chi-tieu', 'target.read'],
  ['themes', '/chuyen-de', 'theme.read'],
  ['sessions', '/hoc-tap', 'session.read'],
  ['pledges', '/dang-ky-lam-theo', 'pledge.make'],
  ['notices', '/thong-bao', 'notice.read'],
  ['reports', '/bao-cao', 'report.read'],
  ['outlines', '/quan-ly/de-cuong', 'outline.manage'],
  ['regimes', '/quan-ly/che-do-bao-cao', 'regime.manage'],
  ['shares', '/lien-ket-chia-se', 'figure.share'],
  ['questions', '/cau-hoi-so-lieu', 'question.read'],
  ['photo_questions', '/cau-hoi-anh', 'photo_question.read'],
  ['initiatives', '/quan-ly/mo-hinh', 'initiative.read'],
  ['kinds', '/quan-ly/loai-mo-hinh', 'kind.manage'],
  ['library', '/thu-vien-mo-hinh', 'initiative.read'],
  ['activities', '/hoat-dong', 'activity.read'],
  ['doubts', '/dan-noi-khac', 'confirmation.review'],
  ['answers', '/cau-tra-loi-cho-xem', 'confirmation.inspect'],
  ['spotchecks', '/kiem-tra-thuc-te', 'spotcheck.read'],
  ['consents', '/dong-y', 'consent.read'],
  ['units', '/quan-ly/don-vi', 'unit.read'],
  ['reorganise', '/quan-ly/sap-xep', 'unit.manage'],
  ['people', '/quan-ly/nguoi-dung', 'person.manage'],
  ['parameters', '/quan-ly/ngay-nghi', 'parameter.read'],
  ['webhooks', '/ket-noi', 'webhook.manage'],
  ['jobs', '/quan-ly/viec-nen', 'job.watch'],
  ['federation', '/lien-thong', 'federation.read'],
  ['audit', '/quan-ly/nhat-ky', 'audit.read'],
  ['account', '/tai-khoan', null],
  ['portal', '/', null],
] as const

/** The last of the five places of the working area. */
export const morePage = new Hono<Env>().get('/them', async (c) => {
  const unread = c.var.actor.may?.includes('notice.read') ? await countUnread(c.var.actor) : 0
  return c.html(
    <WorkPage {...frameOf(c)} tab="more" title={t('app.more.title')} waiting={{ more: unread }}>
      <Grid size="normal">
        {places
          .filter(([, , action]) => action === null || c.var.actor.may?.includes(action))
          .map(([name, href]) => (
            <Card
              level={2}
              title={t(`app.more.${name}`)}
              href={href}
              foot={
                name === 'notices' && unread > 0 ? t('notices.inbox.count', { count: unread }) : undefined
              }
            >
              {t(`app.more.${name}_help`)}
            </Card>
          ))}
      </Grid>
    </WorkPage>,
  )
})

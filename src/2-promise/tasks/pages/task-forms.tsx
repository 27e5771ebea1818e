import { t } from '#platform/i18n'
import {
  Button,
  Buttons,
  ChoiceField,
  DayField,
  Form,
  type FormState,
  LongText,
  PhotoField,
  Section,
  SelectField,
  TextField,
} from '#ui'
import type { Progress } from '../rules.ts'
import type { Task } from '../store.ts'
import type { TaskForms } from './task-page.tsx'

const at = (task: Task) => `/nhiem-vu/${task.id}`
const seen = (task: Task) => ({ seen: task.version })

/** Words and files: how far it is, or that it is done. Two buttons, so that nothing is typed twice. */
export function ReportForm({ task, forms, mayHandIn }: { task: Task; forms: TaskForms; mayHandIn: boolean }) {
  const form = forms.report ?? forms.hand_in ?? {}
  return (
    <Section title={t('tasks.report.title')}>
      <Form {...form} action={`${at(task)}/bao-cao`} hidden={seen(task)} files>
        <LongText
          name="text"
          label={t('tasks.report.text')}
          hint={t('tasks.report.text_hint')}
          rows={4}
          maxLength={2000}
          required
          form={form}
        />
        <PhotoField
          name="photos"
          label={t('tasks.report.files')}
          hint={t('tasks.report.files_hint')}
          accept="files"
          form={form}
        />
        <Buttons>
          {mayHandIn ? (
            <Button look="main" icon="check" action={`${at(task)}/nop`}>
              {t('tasks.hand_in.do')}
            </Button>
          ) : null}
          <Button icon="edit">{t('tasks.report.do')}</Button>
        </Buttons>
      </Form>
    </Section>
  )
}

export function JudgeForm({ task, form }: { task: Task; form: FormState }) {
  return (
    <Section title={t('tasks.judge.title')}>
      <Form {...form} action={`${at(task)}/xet`} hidden={seen(task)}>
        <ChoiceField
          name="verdict"
          label={t('tasks.judge.verdict')}
          required
          form={form}
          choices={[
            { value: 'accepted', label: t('tasks.judge.accepted') },
            { value: 'returned', label: t('tasks.judge.returned') },
          ]}
        />
        <LongText
          name="reason"
          label={t('tasks.judge.reason')}
          hint={t('tasks.judge.reason_hint')}
          rows={3}
          maxLength={2000}
          form={form}
        />
        <Buttons>
          <Button look="main" icon="check">
            {t('tasks.judge.do')}
          </Button>
        </Buttons>
      </Form>
    </Section>
  )
}

export function AdaptForm({ task, form }: { task: Task; form: FormState }) {
  return (
    <Form {...form} action={`${at(task)}/dieu-chinh`} hidden={seen(task)}>
      <p>{t('tasks.adapt.help')}</p>
      <LongText
        name="title"
        label={t('tasks.adapt.wording')}
        value={task.ownTitle ?? task.title}
        rows={3}
        maxLength={500}
        required
        form={form}
      />
      <TextField
        name="product"
        label={t('tasks.product')}
        value={task.ownProduct ?? task.product}
        maxLength={500}
        form={form}
      />
      <DayField
        name="dueOn"
        label={t('tasks.own_due')}
        value={task.ownDueOn ?? task.dueOn}
        max={task.dueOn}
        required
        form={form}
      />
      <TextField name="reason" label={t('tasks.why_adapted')} maxLength={500} required form={form} />
      <Buttons>
        <Button icon="edit">{t('tasks.adapt.do')}</Button>
      </Buttons>
    </Form>
  )
}

export function AssignForm(props: {
  task: Task
  people: readonly { id: string; name: string }[]
  form: FormState
}) {
  const { task, people, form } = props
  return (
    <Form {...form} action={`${at(task)}/phan-cong`} hidden={seen(task)}>
      <SelectField
        name="personId"
        label={t('tasks.person')}
        empty={t('tasks.assign.nobody')}
        value={task.personId}
        choices={people.map(({ id, name }) => ({ value: id, label: name }))}
        form={form}
      />
      <Buttons>
        <Button icon="people">{t('tasks.assign.do')}</Button>
      </Buttons>
    </Form>
  )
}

export function RecallForm(props: { task: Task; progress: Progress | undefined; form: FormState }) {
  const { task, progress, form } = props
  const beneath = progress ? progress.open + progress.handedIn : 0
  return (
    <Form {...form} action={`${at(task)}/thu-hoi`} hidden={seen(task)}>
      <p>{t('tasks.recall.help', { count: beneath })}</p>
      <TextField name="reason" label={t('tasks.recall.reason')} maxLength={2000} required form={form} />
      <Buttons>
        <Button look="danger">{t('tasks.recall.do')}</Button>
      </Buttons>
    </Form>
  )
}

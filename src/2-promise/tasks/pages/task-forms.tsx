import { StepForm } from '#life'
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

type Props = { task: Task; form: FormState | undefined }
const sent = (task: Task, step: string) => ({
  action: `/nhiem-vu/${task.id}/${step}`,
  version: task.version,
})

/** Words and files: how far it is, or that it is done. Two buttons, so that nothing is typed twice. */
export function ReportForm({ task, forms, mayHandIn }: { task: Task; forms: TaskForms; mayHandIn: boolean }) {
  const form = forms.report ?? forms.hand_in ?? {}
  return (
    <Section title={t('tasks.report.title')}>
      <Form {...form} action={sent(task, 'bao-cao').action} hidden={{ version: task.version }} files>
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
            <Button look="main" icon="check" action={sent(task, 'nop').action}>
              {t('tasks.hand_in.do')}
            </Button>
          ) : null}
          <Button icon="edit">{t('tasks.report.do')}</Button>
        </Buttons>
      </Form>
    </Section>
  )
}

export function JudgeForm({ task, form }: Props) {
  return (
    <Section title={t('tasks.judge.title')}>
      <StepForm
        {...sent(task, 'xet')}
        form={form}
        submit={{ label: t('tasks.judge.do'), look: 'main', icon: 'check' }}
      >
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
      </StepForm>
    </Section>
  )
}

export function AdaptForm({ task, form }: Props) {
  return (
    <StepForm
      {...sent(task, 'dieu-chinh')}
      form={form}
      folded={t('tasks.adapt.title')}
      submit={{ label: t('tasks.adapt.do'), icon: 'edit' }}
    >
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
    </StepForm>
  )
}

export function AssignForm({
  task,
  form,
  people,
}: Props & { people: readonly { id: string; name: string }[] }) {
  return (
    <StepForm
      {...sent(task, 'phan-cong')}
      form={form}
      folded={t('tasks.assign.title')}
      submit={{ label: t('tasks.assign.do'), icon: 'people' }}
    >
      <SelectField
        name="personId"
        label={t('tasks.person')}
        empty={t('tasks.assign.nobody')}
        value={task.personId}
        choices={people.map(({ id, name }) => ({ value: id, label: name }))}
        form={form}
      />
    </StepForm>
  )
}

export function RecallForm({ task, form, progress }: Props & { progress: Progress | undefined }) {
  const beneath = progress ? progress.open + progress.handedIn : 0
  return (
    <StepForm
      {...sent(task, 'thu-hoi')}
      form={form}
      folded={t('tasks.recall.title')}
      submit={{ label: t('tasks.recall.do'), look: 'danger' }}
    >
      <p>{t('tasks.recall.help', { count: beneath })}</p>
      <TextField name="reason" label={t('tasks.recall.reason')} maxLength={2000} required form={form} />
    </StepForm>
  )
}

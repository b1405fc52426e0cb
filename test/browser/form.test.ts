import { describe, expect, it } from 'vitest';
import { aView, FIELDS, mrkdwn, option, plain } from './gallery.ts';
import { eventually, useSession } from './session.ts';

const at = useSession();

describe('modals', () => {
  it('renders every field, bound to its label', async () => {
    at.shows({ modals: [aView(FIELDS)] });
    await at.open();
    await at.modal().waitFor();
    const field = (name: string) => at.modal().getByLabel(name, { exact: true });
    expect(await field('Reason').inputValue()).toBe('as it was');
    expect(await at.modal().getByRole('combobox', { name: 'Static' }).inputValue()).toBe('Alpha');
    expect(await field('Moment').inputValue()).toBe('2026-03-01T08:00');
    expect(await at.modal().getByRole('checkbox', { name: 'Beta' }).isChecked()).toBe(true);
    expect(await at.modal().getByRole('radio', { name: 'Alpha' }).isChecked()).toBe(true);
    for (const name of ['Target class', 'Channel']) {
      expect(await at.modal().getByRole('combobox', { name, exact: true }).count(), name).toBe(1);
    }
    expect(await at.modal().getByText('0 / 20').isVisible()).toBe(true);
    expect(await at.modal().getByText('(optional)').filter({ visible: true }).first().isVisible()).toBe(true);
    expect(await at.modal().getByTestId('unknown').innerText()).toContain('file_input');
  });

  it('sends what was typed and chosen before it submits, in that order', async () => {
    at.shows({ modals: [aView(FIELDS)] });
    at.fixture.answer = (act) =>
      act.kind === 'options' ? { ok: true, options: [option(`found ${act.text}`, 'x')] } : { ok: true };
    await at.open();
    await at.modal().getByLabel('Single line').fill('hello');
    await at.modal().getByRole('combobox', { name: 'Target class' }).click();
    await at.page.getByText('Type at least 1 character').waitFor();
    await at.page.keyboard.type('mid');
    await at.page.getByRole('option', { name: 'found mid' }).click();
    await at.modal().getByRole('combobox', { name: 'Static' }).click();
    await at.page.getByRole('option', { name: 'Gamma' }).click();
    await at.modal().getByRole('combobox', { name: 'Channel' }).fill('ops');
    await at.page.keyboard.press('Enter');
    await at.modal().getByLabel('Beta').first().uncheck();
    await at.modal().getByRole('radio', { name: 'Gamma' }).check();
    await at.modal().getByLabel('Moment').fill('2026-07-01T12:00');
    await at.modal().getByLabel('Reason').fill('because');
    await at.modal().getByRole('button', { name: 'Request' }).click();
    await eventually(() => expect(at.fixture.acts.at(-1)?.kind).toBe('submit'));
    const last = new Map(at.actsOf('fill').map((act) => [act.actionId, act.value]));
    expect(Object.fromEntries(last)).toEqual({
      text: { type: 'plain_text_input', value: 'hello' },
      external: { type: 'external_select', selected_option: option('found mid', 'x') },
      select: { type: 'static_select', selected_option: option('Gamma', 'c') },
      channel: { type: 'conversations_select', selected_conversation: 'C0REDISOPS' },
      checks: { type: 'checkboxes', selected_options: [] },
      radio: { type: 'radio_buttons', selected_option: option('Gamma', 'c') },
      moment: { type: 'datetimepicker', selected_date_time: Date.UTC(2026, 6, 1, 4) / 1000 },
      long: { type: 'plain_text_input', value: 'because' },
    });
    expect(at.actsOf('options').at(-1)).toMatchObject({ text: 'mid', view: 'V1', actionId: 'external' });
  });

  it('closes an answer without a question, also after a form that the keyboard sent', async () => {
    at.shows({ modals: [aView(FIELDS)] });
    const { submit: _submit, ...answer } = aView([{ type: 'section', text: plain('Saved.') }], { hash: '2.b' });
    at.fixture.answer = (act) => {
      if (act.kind === 'submit') at.shows({ modals: [answer] });
      return { ok: true };
    };
    await at.open();
    await at.modal().getByLabel('Reason').fill('because');
    await at.page.keyboard.press('Control+Enter');
    await at.modal().getByText('Saved.').waitFor();
    await at.page.keyboard.press('Escape');
    await eventually(() => expect(at.fixture.acts.at(-1)?.kind).toBe('close'));
  });

  it('shows errors at their field and puts the focus there', async () => {
    at.shows({ modals: [aView(FIELDS)] });
    await at.open();
    await at.modal().waitFor();
    at.fixture.answer = (act) => {
      if (act.kind !== 'submit') return { ok: true };
      at.shows({ modals: [aView(FIELDS, { errors: { long: 'Please say why.' } })] });
      return { ok: false, notice: 'Please say why.' };
    };
    await at.modal().getByRole('button', { name: 'Request' }).click();
    await at.modal().getByText('Please say why.').waitFor();
    const reason = at.modal().getByLabel('Reason');
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    expect(await at.modal().locator(':focus').getAttribute('data-key')).toBe('long/long');
    expect(await at.page.getByTestId('notice').count()).toBe(0);
  });

  it('keeps typed values, the caret and the focus when the view is updated', async () => {
    at.shows({ modals: [aView([{ type: 'section', text: plain('Loading…') }, ...FIELDS.slice(1, 3)])] });
    await at.open();
    const line = at.modal().getByLabel('Single line');
    await line.fill('ac');
    await line.press('ArrowLeft');
    const labelled = FIELDS.slice(1, 3).map((block) => ({ ...block, hint: plain('A new hint') }));
    at.shows({
      modals: [aView([{ type: 'section', text: plain('Filled') }, { type: 'divider' }, ...labelled], { hash: '2.b' })],
    });
    at.fixture.changed();
    await at.modal().getByText('Filled').waitFor();
    expect(await at.modal().getByText('A new hint').count()).toBe(2);
    await at.page.keyboard.type('b');
    expect(await line.inputValue()).toBe('abc');
    const [, field = { type: 'input' }] = FIELDS;
    const renamed = { ...field, block_id: 'fresh', element: { ...(field['element'] as object), action_id: 'fresh' } };
    at.shows({ modals: [aView([renamed], { hash: '3.c' })] });
    at.fixture.changed();
    await expect.poll(() => line.inputValue()).toBe('');
  });

  it('closes with Esc, and asks first when something was filled in', async () => {
    at.shows({ modals: [aView(FIELDS)] });
    await at.open();
    await at.modal().getByLabel('Single line').fill('x');
    await at.page.keyboard.press('Escape');
    const question = at.page.getByRole('alertdialog', { name: 'Discard changes?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    expect(at.actsOf('close')).toEqual([]);
    expect(await at.modal().isVisible()).toBe(true);
    await at.page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Discard' }).click();
    await eventually(() => expect(at.actsOf('close')).toEqual([{ kind: 'close', as: 'U0DEV1', view: 'V1' }]));
  });

  it('disables the submit button while it is on its way', async () => {
    let release = (): void => undefined;
    at.shows({ modals: [aView(FIELDS)] });
    at.fixture.answer = (act) =>
      act.kind === 'submit' ? new Promise((resolve) => (release = () => resolve({ ok: true }))) : { ok: true };
    await at.open();
    const submit = at.modal().getByRole('button', { name: 'Request' });
    await submit.click();
    await eventually(() => expect(at.actsOf('submit')).toHaveLength(1));
    expect(await submit.isDisabled()).toBe(true);
    release();
    await expect.poll(() => submit.isDisabled()).toBe(false);
  });

  it('presses buttons and selects outside of inputs at once', async () => {
    const picker = {
      type: 'static_select',
      action_id: 'pick',
      placeholder: plain('Pick one'),
      options: [option('Alpha'), option('Beta')],
    };
    at.shows({ modals: [aView([{ type: 'section', text: mrkdwn('choose'), accessory: picker }])] });
    await at.open();
    await at.modal().getByRole('combobox', { name: 'Pick one' }).press('ArrowDown');
    await at.page.keyboard.press('ArrowDown');
    await at.page.keyboard.press('Enter');
    await eventually(() =>
      expect(at.actsOf('press')[0]).toMatchObject({
        view: 'V1',
        actionId: 'pick',
        value: { selected_option: option('Beta') },
      }),
    );
  });
});

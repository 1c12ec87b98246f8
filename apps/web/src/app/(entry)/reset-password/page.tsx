import { MailedLinkPage, mailedLinkMetadata } from '@/features/session/mailed-link-page';
import { ResetPasswordForm } from '@/features/session/reset-password-form';

export const generateMetadata = () => mailedLinkMetadata('reset');

export default function ResetPasswordPage() {
  return (
    <MailedLinkPage part="reset">
      <ResetPasswordForm />
    </MailedLinkPage>
  );
}

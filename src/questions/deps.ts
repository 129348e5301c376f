import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import type { TenantReader } from '../microsoft365/tenant-reader.ts';

export interface QuestionDeps {
  tenant: TenantReader;
  profile: SenderProfile;
}

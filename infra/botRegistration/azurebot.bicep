@description('Starts the name of the bot resource.')
param resourceBaseName string

@description('Resource id of the user-assigned identity that is the bot.')
param identityResourceId string

@description('Client id of that identity: the bot app id.')
param identityClientId string

@description('Tenant of that identity.')
param identityTenantId string

@description('Host name under which the bot is reached, without scheme.')
param botAppDomain string

@description('What people see as the name of the bot.')
@maxLength(42)
param botDisplayName string = 'Quarantine Watch'

@description('F0 costs nothing and serves Teams without limit; S1 has a service level.')
@allowed(['F0', 'S1'])
param botSku string = 'F0'

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${resourceBaseName}-bot'
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: botSku
  }
  properties: {
    displayName: botDisplayName
    endpoint: 'https://${botAppDomain}/api/messages'
    msaAppId: identityClientId
    msaAppMSIResourceId: identityResourceId
    msaAppTenantId: identityTenantId
    msaAppType: 'UserAssignedMSI'
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      acceptedTerms: true
    }
  }
}

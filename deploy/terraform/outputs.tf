output "role_name" {
  description = "For rrsa.roleName of the Helm chart, or the role of the ECS instance"
  value       = alicloud_ram_role.bot.role_name
}

output "role_arn" {
  description = "For credentials.roleArn of an account in the configuration"
  value       = alicloud_ram_role.bot.arn
}
